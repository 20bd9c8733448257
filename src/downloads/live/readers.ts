import { type Authenticator } from '../../http/auth/authenticator.js';
import { type Principal } from '../../http/auth/principal.js';
import { type Sessions } from '../../http/auth/sessions.js';
import { ProblemError } from '../../http/problem.js';
import { type LiveReader } from './live-reader.js';
import { type Message } from './message.js';

const MOST_PER_SESSION = 10;

/** Who reads the live queue from this instance. */
export class Readers {
  private readonly all = new Set<LiveReader>();

  constructor(
    private readonly sessions: Pick<Sessions, 'alive'>,
    private readonly authenticator: Pick<Authenticator, 'findByHash'>,
  ) {}

  get isEmpty(): boolean {
    return this.all.size === 0;
  }

  get size(): number {
    return this.all.size;
  }

  /** @throws ProblemError too-many-readers, 429 */
  requireRoom({ sessionId }: Principal): void {
    const others = sessionId === null ? [] : [...this.all].filter(({ principal }) => principal.sessionId === sessionId);
    if (others.length >= MOST_PER_SESSION) throw new ProblemError(tooMany);
  }

  add(reader: LiveReader): void {
    this.all.add(reader);
  }

  delete(reader: LiveReader): void {
    this.all.delete(reader);
  }

  pumpAll(): void {
    for (const reader of this.all) reader.pump();
  }

  tellAll(message: Message): void {
    for (const reader of this.all) reader.tell(message);
  }

  endAll(): void {
    for (const reader of this.all) reader.end();
  }

  /** Ends the streams of sessions and keys that are no longer good. */
  async endUnauthorized(): Promise<void> {
    const readers = [...this.all];
    const alive = await this.sessions.alive(readers.flatMap(({ principal: { sessionId } }) => sessionId ?? []));
    const keys = new Map(readers.map(({ principal: { hash } }) => [hash.toString('hex'), hash]));
    for (const [hex, hash] of keys) if (await this.authenticator.findByHash(hash)) alive.add(hex);
    for (const reader of readers) {
      const { sessionId, hash } = reader.principal;
      if (!alive.has(hash.toString('hex')) || (sessionId !== null && !alive.has(sessionId))) reader.end();
    }
  }
}

const tooMany = {
  status: 429,
  code: 'too-many-readers',
  title: 'This session reads the live queue too often at a time.',
  detail: `${MOST_PER_SESSION} at a time may; close the stream of a tab that nobody looks at.`,
  retryAfter: 10,
};
