import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  type JSONRecordedEvent,
  NO_STREAM,
  type RecordedEvent,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { answered } from './answer-deadline.js';
import { credentialsOf } from './credentials.js';
import {
  EventLog,
  type NewEvent,
  type Position,
  type Revision,
  RevisionConflict,
  type StoredEvent,
  type StreamSlice,
} from './event-log.js';
import { letGo } from './let-go.js';
import { askAgain, isUnknown } from './unknown-outcome.js';

/** How long a read waits for its next event, in milliseconds: as long as the client's own deadline for the rest. */
const ANSWER_MS = 10_000;

/** The event log in EventStoreDB, or in the embedded node: the only user of its client. */
export class EsdbEventLog extends EventLog {
  private readonly client: EventStoreDBClient;
  private readonly credentials: { username: string; password: string };

  /** @param url an `esdb://` connection string */
  constructor(url: string) {
    super();
    this.client = EventStoreDBClient.connectionString(url);
    this.credentials = credentialsOf(url);
  }

  override readStream(streamId: string, after: Revision = 'no-stream'): Promise<StreamSlice> {
    return askAgain(() => this.readStreamOnce(streamId, after));
  }

  private async readStreamOnce(streamId: string, after: Revision): Promise<StreamSlice> {
    const fromRevision = after === 'no-stream' ? START : after + 1n;
    const events: StoredEvent[] = [];
    try {
      const read = this.client.readStream(streamId, { fromRevision, ...this.call });
      for await (const { event } of answered(read, ANSWER_MS)) {
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
    return askAgain(async () => {
      try {
        // Credentials in the call make the client use Append: its BatchAppend lets one stream's failure reject another's.
        const result = await this.client.appendToStream(streamId, written, { expectedRevision, ...this.call });
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

  private async lastPositionOnce(prefixes: readonly string[]): Promise<Position | null> {
    const backwards = { direction: BACKWARDS, fromPosition: END, ...this.call } as const;
    for await (const { event } of answered(this.client.readAll(backwards), ANSWER_MS)) {
      if (event && prefixes.some((prefix) => event.streamId.startsWith(prefix))) return event.position;
    }
    return null;
  }

  override async *subscribe(
    { after, prefixes }: { after: Position | null; prefixes: readonly string[] },
    signal: AbortSignal,
  ): AsyncGenerator<StoredEvent> {
    const filter = streamNameFilter({ prefixes: [...prefixes] });
    const subscription = this.client.subscribeToAll({ fromPosition: after ?? START, filter, ...this.call });
    const end = () => void subscription.unsubscribe();
    signal.addEventListener('abort', end, { once: true });
    try {
      if (signal.aborted) return;
      for await (const { event } of subscription) if (event) yield stored(event);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
    if (!signal.aborted) throw new Error('the event store ended the subscription');
  }

  /** Asks for a stream that is not there. @throws where the event store does not answer in time */
  async probe(withinMs: number): Promise<void> {
    const read = this.client.readStream('ledgarr-probe', { maxCount: 1, ...this.call });
    try {
      for await (const _ of answered(read, withinMs)) continue;
    } catch (error) {
      if (isUnknown(error)) throw error;
      // Any other error is an answer.
    }
  }

  /** Ends every call under way. */
  close(): Promise<void> {
    return letGo(this.client);
  }

  private get call() {
    return { credentials: this.credentials };
  }
}

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
