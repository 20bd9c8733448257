import { type Principal } from '../../http/auth/principal.js';
import { type EventStream } from './event-stream.js';
import { Message, type Topic } from './message.js';
import { type MessageLog } from './message-log.js';

/** What a reader begins with: the messages, and the place in the log that they go up to. */
export type Snapshot = { parts: readonly Message[]; seq: number };

type Parts = { log: MessageLog; stream: EventStream; snapshot: () => Snapshot };

/**
 * One reader of the live queue. It keeps a place in the log, no copies: who is slow is behind, and who is behind further than the log
 * reaches begins anew.
 */
export class LiveReader {
  private snapshot: { parts: readonly Message[]; next: number } | null = null;
  private seq = 0;
  private isBlocked = false;

  constructor(
    readonly principal: Principal,
    private readonly topics: ReadonlySet<Topic>,
    private readonly parts: Parts,
  ) {}

  /** @param since the id of the last message it has got, where it comes back */
  begin(since: string | undefined): void {
    const place = since === undefined ? null : this.parts.log.placeOf(since);
    if (place !== null) this.seq = place;
    else if (since === undefined) this.startOver();
    else this.reset('unknown-id');
    this.pump();
  }

  /** Writes what is there, as far as the reader takes it. */
  pump(): void {
    const { log, stream } = this.parts;
    while (!this.isBlocked && !stream.isClosed) {
      if (this.snapshot) {
        this.write(this.snapshot.parts[this.snapshot.next++]!);
        if (this.snapshot.next === this.snapshot.parts.length) this.snapshot = null;
        continue;
      }
      if (!log.reaches(this.seq)) {
        this.reset('slow-reader');
        continue;
      }
      const next = log.after(this.seq);
      if (!next) return;
      this.seq = next.seq;
      if (next.message.topic === null || this.topics.has(next.message.topic)) this.write(next.message);
    }
  }

  /** A message for whoever is up to date: the others have more urgent things to read. */
  tell(message: Message): void {
    if (!this.isBlocked && !this.snapshot) this.write(message);
  }

  /** The reader takes more again. */
  drained(): void {
    this.isBlocked = false;
    this.pump();
  }

  end(): void {
    this.parts.stream.end();
  }

  private reset(reason: string): void {
    this.write(new Message('reset', { reason }, null));
    this.startOver();
  }

  private startOver(): void {
    const { parts, seq } = this.parts.snapshot();
    this.seq = seq;
    this.snapshot = this.topics.has('queue') ? { parts, next: 0 } : { parts: parts.slice(-1), next: 0 };
  }

  private write(message: Message): void {
    if (!this.parts.stream.write(message)) this.isBlocked = true;
  }
}
