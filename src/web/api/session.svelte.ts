import { problemOf, ProblemError, UNREACHABLE } from './problem.ts';

const PATH = '/api/v1/session';
const HEADERS = { 'Content-Type': 'application/json', 'X-Ledgarr-Page': '1' };

/** Says that there may be a session, and nothing of it: scripts cannot see its cookie. */
const SIGNED_IN = 'ledgarr.signed-in';

/** Whether this browser is signed in. `unknown` until the service has said so. */
type State = 'unknown' | 'signed-in' | 'signed-out';

class Session {
  state = $state<State>('unknown');

  /** Asks the service, where this browser has been signed in before. It stays unknown while nobody answers. */
  async check(): Promise<void> {
    if (localStorage.getItem(SIGNED_IN) === null) return this.expired();
    const answer = await fetch(PATH).catch(() => null);
    if (answer?.ok) this.#begun();
    else if (answer?.status === 401) this.expired();
  }

  /** Trades the key for a session. @throws ProblemError */
  async signIn(apiKey: string): Promise<void> {
    await this.#send('POST', { apiKey });
    this.#begun();
  }

  /** @throws ProblemError */
  async signOut(): Promise<void> {
    await this.#send('DELETE');
    this.expired();
  }

  /** A call was refused for want of a session. */
  expired(): void {
    localStorage.removeItem(SIGNED_IN);
    this.state = 'signed-out';
  }

  #begun(): void {
    localStorage.setItem(SIGNED_IN, 'yes');
    this.state = 'signed-in';
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
