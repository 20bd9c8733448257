import type { Entry } from '../log/entry.js';
import type { EventLog, StreamState } from '../log/event-log.js';
import { NO_STREAM, TOMBSTONE_REVISION } from '../log/numbers.js';
import { isSoftDeleted } from '../log/stream-metadata.js';
import { readStream } from '../log/stream-reader.js';
import type { ReadRequest } from '../protocol/read-request.js';
import { CAUGHT_UP, confirmation, FELL_BEHIND } from '../protocol/read-responses.js';
import { streamDeleted } from '../protocol/refusal.js';
import type { EventOutlet } from './event-outlet.js';

const LIVE_EVENTS = 1_000;

/**
 * What a stream holds after a revision, as its metadata leaves it readable, then whatever is appended;
 * metadata and soft deletes play no part in what comes live.
 */
export const subscribeToStream = async (
  log: EventLog,
  stream: string,
  { from }: ReadRequest,
  out: EventOutlet,
): Promise<void> => {
  const state = await log.stream(stream);
  if (state.tombstoned) throw streamDeleted(stream);
  await out.other(confirmation());
  const follower = new StreamFollower(
    log,
    stream,
    out,
    from === 'end' ? state.head.last + 1 : from === 'start' ? 0 : from + 1,
  );
  // EventStoreDB says that a subscriber has caught up with a stream that is not there once its first event came.
  const empty = from !== 'end' && (state.head.last === NO_STREAM || isSoftDeleted(state.metadata));
  await follower.catchUp();
  if (!empty) await out.other(CAUGHT_UP);
  for (let announced = !empty; out.open;) {
    if (!follower.near) {
      await out.other(FELL_BEHIND);
      await follower.catchUp();
      await out.other(CAUGHT_UP);
    } else if ((await follower.live()) && !announced) {
      announced = true;
      await out.other(CAUGHT_UP);
    }
  }
};

class StreamFollower {
  /** All events of the stream up to this ordinal are sent. */
  private passed = 0;

  /** @param revision the first one that is wanted */
  constructor(
    private readonly log: EventLog,
    private readonly stream: string,
    private readonly out: EventOutlet,
    private revision: number,
  ) {}

  /** Whether what comes next is still in memory. */
  get near(): boolean {
    return this.log.tail.after(this.passed, 0) !== undefined;
  }

  /** Sends from the table until what comes next is in memory. */
  async catchUp(): Promise<void> {
    do {
      this.passed = this.log.tail.last;
      const state = await this.log.stream(this.stream);
      if (state.tombstoned) throw streamDeleted(this.stream);
      await this.sendFrom(state);
    } while (this.out.open && !this.near);
  }

  /** Sends what is new, or waits for it. @returns whether anything was sent */
  async live(): Promise<boolean> {
    const recent = this.log.tail.after(this.passed, LIVE_EVENTS) ?? [];
    if (recent.length === 0) {
      const next = await this.log.tail.next(this.stream, this.out.signal);
      if (next !== undefined) this.passed = next - 1;
      return false;
    }
    const ours = recent.filter((entry) => entry.stream === this.stream && entry.revision >= this.revision);
    await this.sendAll(ours);
    this.passed += recent.length;
    if (ours.at(-1)?.revision === TOMBSTONE_REVISION) throw streamDeleted(this.stream);
    return ours.length > 0;
  }

  private async sendFrom(state: StreamState): Promise<void> {
    const range = { stream: this.stream, direction: 'forwards', from: this.revision, limit: Infinity } as const;
    for await (const entries of readStream(this.log, state, range)) {
      await this.sendAll(entries);
      if (!this.out.open) return;
    }
    this.revision = Math.max(this.revision, state.head.last + 1);
  }

  private async sendAll(entries: readonly Entry[]): Promise<void> {
    await this.out.events(entries);
    const last = entries.at(-1);
    if (last) this.revision = last.revision + 1;
  }
}
