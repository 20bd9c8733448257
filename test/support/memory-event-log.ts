import {
  comparePositions,
  EventLog,
  RevisionConflict,
  type NewEvent,
  type Position,
  type Revision,
  type StoredEvent,
  type StreamSlice,
} from '../../src/event-store/event-log.js';

/**
 * Awaited before and after the effect of every store call, so that a deterministic scheduler can order or
 * cut them: `append download-a sent`, then the effect, then `append download-a answered`.
 * A hop that throws is a call whose outcome the caller does not learn.
 */
export type Hop = (label: string) => Promise<void>;

type Options = {
  hop?: Hop;
  now?: () => Date;
  firstPosition?: bigint;
  /** Keeps events as they are given, without a copy: faster, for callers that never change one. */
  uncopied?: boolean;
};

const at = (revision: Revision): bigint => (revision === 'no-stream' ? -1n : revision);

/** An EventLog in memory, which appends, repeats and orders as EventStoreDB does. */
export class MemoryEventLog extends EventLog {
  readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly sleepers = new Set<() => void>();
  private readonly hop: Hop;
  private readonly copy: (event: NewEvent) => NewEvent;
  private readonly now: () => Date;
  private nextPosition: bigint;
  private lost: { error: Error } | null = null;
  private epoch = 0;

  /** Positions begin past 2^53, where a number would round them. */
  constructor(options: Options = {}) {
    super();
    const { hop = async () => {}, now = () => new Date(), firstPosition = 2n ** 60n + 1n, uncopied = false } = options;
    this.copy = uncopied ? (event) => event : asJson;
    this.hop = hop;
    this.now = now;
    this.nextPosition = firstPosition;
  }

  async readStream(streamId: string, after: Revision = 'no-stream'): Promise<StreamSlice> {
    await this.hop(`read ${streamId} sent`);
    const all = this.streams.get(streamId) ?? [];
    const slice = { events: all.slice(Number(at(after)) + 1), revision: all.at(-1)?.revision ?? 'no-stream' } as const;
    await this.hop(`read ${streamId} answered`);
    return slice;
  }

  async append(
    streamId: string,
    events: readonly NewEvent[],
    expected: Revision,
  ): Promise<{ revision: bigint; position: Position }> {
    if (events.length === 0) throw new RangeError(`nothing to append to ${streamId}`);
    await this.hop(`append ${streamId} sent`);
    const last = this.appended(streamId, events, expected);
    await this.hop(`append ${streamId} answered`);
    if (last === null) throw new RevisionConflict(streamId, expected);
    return { revision: last.revision, position: last.position };
  }

  async lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    await this.hop('last position sent');
    const position = this.events.findLast((event) => matches(event, prefixes))?.position ?? null;
    await this.hop('last position answered');
    return position;
  }

  async *subscribe(
    { after, prefixes }: { after: Position | null; prefixes: readonly string[] },
    signal: AbortSignal,
  ): AsyncGenerator<StoredEvent> {
    const epoch = this.epoch;
    let next = after === null ? 0 : this.events.findIndex((event) => comparePositions(event.position, after) > 0);
    if (next === -1) next = this.events.length;
    while (!signal.aborted) {
      if (epoch !== this.epoch && this.lost) throw this.lost.error;
      const event = this.events[next];
      if (!event) await this.wake(signal);
      else {
        next += 1;
        if (matches(event, prefixes)) yield event;
      }
    }
  }

  /** Ends every running subscription with `error`; new ones work. */
  loseSubscriptions(error = new Error('subscription dropped')): void {
    this.epoch += 1;
    this.lost = { error };
    this.wakeAll();
  }

  // EventStoreDB looks at ids only when the expected revision is in the past: a repeat at the present one is written again.
  private appended(streamId: string, events: readonly NewEvent[], expected: Revision): StoredEvent | null {
    const stream = this.streams.get(streamId) ?? [];
    const from = Number(at(expected)) + 1;
    if (from === stream.length) return this.write(streamId, stream, events);
    const same = from < stream.length && events.every((event, index) => stream[from + index]?.id === event.id);
    return (same && stream[from + events.length - 1]) || null;
  }

  private write(streamId: string, stream: StoredEvent[], events: readonly NewEvent[]): StoredEvent {
    for (const { id, type, data, metadata } of events) {
      const position = { commit: this.nextPosition, prepare: this.nextPosition };
      this.nextPosition += 137n;
      const stored = {
        ...this.copy({ id, type, data, metadata }),
        streamId,
        revision: BigInt(stream.length),
        position,
        createdAt: this.now().toISOString(),
      };
      stream.push(stored);
      this.events.push(stored);
    }
    this.streams.set(streamId, stream);
    this.wakeAll();
    return stream.at(-1)!;
  }

  private wake(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.sleepers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.sleepers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  private wakeAll(): void {
    for (const done of [...this.sleepers]) done();
  }
}

/** What a store would give back. */
const asJson = (event: NewEvent): NewEvent => JSON.parse(JSON.stringify(event)) as NewEvent;

const matches = (event: StoredEvent, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => event.streamId.startsWith(prefix));
