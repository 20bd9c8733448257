import { problemOf, ProblemError, UNREACHABLE } from './problem.ts';

const PATH = '/api/v1/session';
const HEADERS = { 'Content-Type': 'application/json', 'X-Ledgarr-Page': '1' };

/** Whether this browser is signed in. `unknown` until the service has said so. */
type State = 'unknown' | 'signed-in' | 'signed-out';

class Session {
  state = $state<State>('unknown');

  /** Asks the service. It stays unknown while nobody answers. */
  async check(): Promise<void> {
    const answer = await fetch(PATH).catch(() => null);
    if (answer?.ok) this.state = 'signed-in';
    else if (answer?.status === 401) this.state = 'signed-out';
  }

  /** Trades the key for a session. @throws ProblemError */
  async signIn(apiKey: string): Promise<void> {
    await this.#send('POST', { apiKey });
    this.state = 'signed-in';
  }

  /** @throws ProblemError */
  async signOut(): Promise<void> {
    await this.#send('DELETE');
    this.state = 'signed-out';
  }

  /** A call was refused for want of a session. */
  expired(): void {
    this.state = 'signed-out';
  }

  async #send(method: string, body?: object): Promise<void> {
    const answer = await fetch(PATH, { method, headers: HEADERS, body: body && JSON.stringify(body) }).catch(() => {
      throw new ProblemError(UNREACHABLE);
    });
    if (answer.ok) return;
    throw new ProblemError(problemOf(answer.status, await answer.json().catch(() => null)));
  }
}

export const session = new Session();
