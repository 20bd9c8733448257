import { setTimeout as pause } from 'node:timers/promises';
import { magnetOf } from '../test/support/requests.js';
import { type LedgarrProcess } from '../test/support/ledgarr-process.js';

const SHOWS = 20;
const EPISODES = 30;
/** How many answers a request may go without before the run is given up. */
const MOST_TRIES = 2_000;

/** The server that stands now: who is cut off by a kill asks whatever stands next. */
export type Served = { app: LedgarrProcess };

type Answer = { status: number; body: Record<string, unknown> };

/** Programs that ask for releases, several of each episode, and cancel what they have now and then. */
export class AppWriters {
  /** Ids of downloads that were answered with 201. */
  readonly begun = new Set<string>();
  /** Of those, the ones whose cancellation was answered. */
  readonly ended = new Set<string>();
  answered = 0;
  refused = 0;
  repeated = 0;
  private stopped = false;
  private asked = 0;

  constructor(
    private readonly served: Served,
    private readonly writers: number,
  ) {}

  /** Asks until it is told to stop. @throws Error for an answer that is none of those that may be */
  async write(): Promise<void> {
    await Promise.all(Array.from({ length: this.writers }, () => this.writeOne()));
  }

  stop(): void {
    this.stopped = true;
  }

  private async writeOne(): Promise<void> {
    const own: string[] = [];
    while (!this.stopped) {
      const id = await this.begin((this.asked += 1));
      if (id !== null) own.push(id);
      if (own.length > 3 || (own.length > 0 && Math.random() < 0.2)) await this.cancel(own.shift()!);
    }
  }

  private async begin(number: number): Promise<string | null> {
    const pick = (most: number) => 1 + Math.floor(Math.random() * most);
    const mediaId = `tvdb:${pick(SHOWS)}`;
    const whole = Math.random() < 0.1;
    const content = {
      kind: whole ? 'season' : 'episodes',
      mediaId,
      season: 1,
      ...(whole ? {} : { episodes: [pick(EPISODES)] }),
    };
    // One in four asks for an item that another one may have.
    const release = { magnet: magnetOf(Math.random() < 0.25 ? `shared ${pick(50)}` : `release ${number}`) };
    const { status, body } = await this.untilAnswered(
      '/downloads',
      { release, content },
      { 'Idempotency-Key': `torture-${number}` },
    );
    if (status === 409) this.refused += 1;
    else if (status !== 201) throw new Error(`a request was answered with ${status}: ${JSON.stringify(body)}`);
    if (status !== 201) return null;
    this.begun.add(String(body['id']));
    return String(body['id']);
  }

  private async cancel(id: string): Promise<void> {
    const { status, body } = await this.untilAnswered(`/downloads/${id}/cancel`, { forget: true });
    // Where the first answer was lost it has ended already.
    if (status !== 200 && status !== 409)
      throw new Error(`a cancellation was answered with ${status}: ${JSON.stringify(body)}`);
    this.ended.add(id);
  }

  /** Repeats what has no answer, as a program does whose connection was cut. */
  private async untilAnswered(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (tries > 0) this.repeated += 1;
      const answer = await this.served.app.api.call('POST', path, body, headers).catch(() => null); // it was killed
      if (answer && answer.status !== 503) {
        this.answered += 1;
        return answer;
      }
      await pause(50);
    }
    throw new Error(`${path} was not answered in ${MOST_TRIES} tries`);
  }
}
