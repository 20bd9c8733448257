import {
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  EventStoreDBClient,
  type ResolvedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import { credentialsOf } from './credentials.js';
import { type Position } from './event-log.js';
import { disposeClient } from './dispose-client.js';

type Reads = EventStoreDBClient['readAll'];
type ReadOptions = Parameters<Reads>[0];
type StreamOptions = Parameters<EventStoreDBClient['readStream']>[1];
type SubscribeOptions = Parameters<EventStoreDBClient['subscribeToAll']>[0];

/** Events of the pages in which the log is read backwards: the newest is nearly always the one. */
const FIRST_PAGE = 1;
const LARGEST_PAGE = 1_000;
/** As the client waits for other calls. */
const SILENCE_MS = 10_000;

/**
 * A connection to a log. Its reads end with their reader, which those of `EventStoreDBClient` do not: there, leaving a
 * `for await` early leaves the call open for good. So nobody else calls `readAll`, `readStream` or a subscription there.
 */
export class LogClient {
  readonly client: EventStoreDBClient;
  /** When an event or an outcome last came from the store, by `performance.now()`. */
  answeredAt = 0;
  /** To be passed with every call. */
  readonly call: { credentials: { username: string; password: string } };

  /** @param url an `esdb://` connection string */
  constructor(url: string) {
    this.client = EventStoreDBClient.connectionString(url);
    this.call = { credentials: credentialsOf(url) };
  }

  /** @param silenceMs how long it waits for its next event */
  readStream(stream: string, options: StreamOptions, silenceMs = SILENCE_MS): AsyncGenerator<ResolvedEvent> {
    return this.noting(endedWithReader(() => this.client.readStream(stream, { ...options, ...this.call }), silenceMs));
  }

  readAll(options: ReadOptions): AsyncGenerator<AllStreamResolvedEvent> {
    return this.noting(endedWithReader(() => this.client.readAll({ ...options, ...this.call })));
  }

  /** @param signal ends it also while it waits for events */
  async *subscribeToAll(options: SubscribeOptions, signal: AbortSignal): AsyncGenerator<AllStreamResolvedEvent> {
    if (signal.aborted) return;
    const call = this.client.subscribeToAll({ ...options, ...this.call });
    // Where the call could not be opened there is nothing to end, and its reader is told.
    const end = () => call.unsubscribe().catch(() => undefined);
    signal.addEventListener('abort', end, { once: true });
    try {
      for await (const item of call) yield item;
    } finally {
      signal.removeEventListener('abort', end);
      await end();
    }
  }

  private async *noting<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
    for await (const item of items) {
      this.answeredAt = performance.now();
      yield item;
    }
    this.answeredAt = performance.now();
  }

  /** Looks for an event from the end of the log backwards, page by page. */
  async findLast(wanted: (event: AllStreamRecordedEvent) => boolean): Promise<AllStreamRecordedEvent | null> {
    let from: Position | typeof END = END;
    for (let maxCount = FIRST_PAGE; ; maxCount = Math.min(maxCount * 10, LARGEST_PAGE)) {
      const pageFrom: Position | typeof END = from;
      let found: AllStreamRecordedEvent | null = null;
      let left = maxCount;
      // To its end, also when it was found: a server takes calls that are cancelled by the thousand for an attack.
      for await (const { event } of this.readAll({ direction: BACKWARDS, fromPosition: from, maxCount })) {
        left -= 1;
        if (!event || found) continue;
        if (wanted(event)) found = event;
        from = event.position;
      }
      if (found || left > 0 || from === pageFrom) return found;
    }
  }

  /** Ends every call under way. */
  close(): Promise<void> {
    return disposeClient(this.client);
  }
}

/** What gRPC calls DEADLINE_EXCEEDED: ask again. The client sets no deadline for a read. */
class ReadTimedOut extends Error {
  readonly code = 4;
}

async function* endedWithReader<T>(open: () => StreamingRead<T>, silenceMs = SILENCE_MS): AsyncGenerator<T> {
  const call = open();
  let waiting = true;
  let ended = false;
  const timeout = setTimeout(() => {
    if (waiting) call.destroy(new ReadTimedOut('the event store has not gone on with a read'));
    else timeout.refresh();
  }, silenceMs);
  try {
    for await (const item of call) {
      waiting = false;
      yield item;
      waiting = true;
      timeout.refresh();
    }
    ended = true;
  } finally {
    clearTimeout(timeout);
    if (!ended) await call.cancel();
  }
}
