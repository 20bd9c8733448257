import {
  type JSONRecordedEvent,
  NO_STREAM,
  type RecordedEvent,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import {
  comparePositions,
  EventLog,
  type NewEvent,
  type Position,
  type Revision,
  RevisionConflict,
  type StoredEvent,
  type StreamSlice,
} from './event-log.js';
import { LogClient } from './log-client.js';
import { askAgain, isUnknown } from './unknown-outcome.js';

/** The event log in EventStoreDB, or in the embedded node: the only user of its client. */
export class EsdbEventLog extends EventLog {
  private readonly log: LogClient;
  /** By prefixes: how far the log was looked through, and the last event of those streams up to there. */
  private readonly known = new Map<string, { through: Position; last: Position | null }>();

  /** @param url an `esdb://` connection string */
  constructor(url: string) {
    super();
    this.log = new LogClient(url);
  }

  override readStream(streamId: string, after: Revision = 'no-stream'): Promise<StreamSlice> {
    return askAgain(() => this.readStreamOnce(streamId, after));
  }

  private async readStreamOnce(streamId: string, after: Revision): Promise<StreamSlice> {
    const fromRevision = after === 'no-stream' ? START : after + 1n;
    const events: StoredEvent[] = [];
    try {
      for await (const { event } of this.log.readStream(streamId, { fromRevision })) {
        if (event) events.push(stored(event));
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return { events, revision: events.at(-1)?.revision ?? after };
  }

  override append(streamId: string, events: readonly NewEvent[], expected: Revision) {
    const written = events.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data: { ...data }, metadata }));
    const expectedRevision = expected === 'no-stream' ? NO_STREAM : expected;
    const { client, call } = this.log;
    return askAgain(async () => {
      try {
        // Credentials in the call make the client use Append: its BatchAppend lets one stream's failure reject another's.
        const result = await client.appendToStream(streamId, written, { expectedRevision, ...call });
        this.log.answeredAt = performance.now();
        return { revision: result.nextExpectedRevision, position: result.position ?? { commit: 0n, prepare: 0n } };
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        throw new RevisionConflict(streamId, expected);
      }
    });
  }

  override lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    return askAgain(() => this.lastPositionOnce(prefixes));
  }

  /** Each event is looked at once, as long as this object lives: the log may end with thousands of other streams'. */
  private async lastPositionOnce(prefixes: readonly string[]): Promise<Position | null> {
    const key = prefixes.join('\n');
    const before = this.known.get(key);
    const isOurs = ({ streamId }: RecordedEvent) => prefixes.some((prefix) => streamId.startsWith(prefix));
    let through: Position | null = null;
    const found = await this.log.findLast((event) => {
      through ??= event.position;
      return isOurs(event) || (before !== undefined && comparePositions(event.position, before.through) <= 0);
    });
    if (before && isBefore(through, before.through)) {
      // It is shorter than it was: a backup in its place, or a node that lags behind the one that was asked before.
      this.known.delete(key);
      return this.lastPositionOnce(prefixes);
    }
    const last = found && isOurs(found) ? found.position : (before?.last ?? null);
    if (through) this.remember(key, { through, last });
    return last;
  }

  /** Of two that looked at the same time, the one that saw more. */
  private remember(key: string, seen: { through: Position; last: Position | null }): void {
    const before = this.known.get(key);
    if (!before || comparePositions(before.through, seen.through) < 0) this.known.set(key, seen);
  }

  override async *subscribe(
    { after, prefixes }: { after: Position | null; prefixes: readonly string[] },
    signal: AbortSignal,
  ): AsyncGenerator<StoredEvent> {
    const filter = streamNameFilter({ prefixes: [...prefixes] });
    try {
      const events = this.log.subscribeToAll({ fromPosition: after ?? START, filter }, signal);
      for await (const { event } of events) if (event) yield stored(event);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (!signal.aborted) throw new Error('the event store ended the subscription');
  }

  /** When the event store last answered anybody here, by `performance.now()`. */
  get answeredAt(): number {
    return this.log.answeredAt;
  }

  /** Asks for a stream that is not there. @throws where the event store does not answer in time */
  async probe(withinMs: number): Promise<void> {
    const read = this.log.readStream('ledgarr-probe', { maxCount: 1 }, withinMs);
    try {
      for await (const _ of read) continue;
    } catch (error) {
      if (isUnknown(error)) throw error;
      // Any other error is an answer.
    }
  }

  /** Ends every call under way. */
  close(): Promise<void> {
    return this.log.close();
  }
}

const isBefore = (position: Position | null, other: Position): boolean =>
  position === null || comparePositions(position, other) < 0;

function stored(event: RecordedEvent): StoredEvent {
  const { id, type, streamId, revision, position, created, data, metadata } = event as JSONRecordedEvent;
  return {
    id,
    type,
    streamId,
    revision,
    position: position ?? { commit: 0n, prepare: 0n },
    createdAt: new Date(created).toISOString(),
    data,
    metadata: typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>) : {},
  };
}
