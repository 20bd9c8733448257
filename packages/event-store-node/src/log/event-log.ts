import pg from 'pg';
import type { Entry } from './entry.js';
import type { Head } from './head.js';
import { Heads } from './heads.js';
import { LogWriter } from './log-writer.js';
import { holdLock } from './log-lock.js';
import { isMetastream, metastreamOf, originalOf, TOMBSTONE_REVISION } from './numbers.js';
import { Pages } from './pages.js';
import { PLANNING } from './planning.js';
import { prepareSchema } from './schema.js';
import { KnownKeysFilter } from './known-keys-filter.js';
import type { StreamMetadata } from './stream-metadata.js';
import { Tail } from './tail.js';
import type { WriteOutcome, WriteRequest } from './write-request.js';

const READERS = 4;
/** An event that EventStoreDB writes when it first starts. */
const FIRST_EVENT = {
  stream: '$$$scavenges',
  content: '{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}',
  id: '5c8a8d1e-3a0e-4c4b-9d4f-0b3f5a7c9e21',
};

/** What reading a stream has to know about it. */
export type StreamState = {
  readonly head: Head;
  readonly metadata: StreamMetadata;
  readonly tombstoned: boolean;
};

/** The log in PostgreSQL: one process has it open, for reading and writing. */
export class EventLog {
  readonly pages: Pages;
  /** Resolves when the log can be written no more; with an error unless it was closed. */
  readonly ended: Promise<Error | undefined>;
  private readonly heads: Heads;
  private readonly seen = new KnownKeysFilter();
  private readonly closing = new AbortController();
  private learning: Promise<void> | undefined;
  private readonly writer: LogWriter;

  private constructor(
    private readonly client: pg.Client,
    private readonly readers: pg.Pool,
    readonly tail: Tail,
  ) {
    this.pages = new Pages(readers);
    this.heads = new Heads(this.pages, this.seen);
    this.writer = new LogWriter(client, this.heads, this.seen, tail);
    this.ended = new Promise((resolve) => {
      let failure: Error | undefined;
      client.on('error', (error) => (failure = error));
      client.on('end', () => {
        this.writer.stop('the connection to PostgreSQL that holds the lock of the log is lost');
        resolve(failure);
      });
    });
  }

  /** @throws LogInUse when another process has it open */
  static async open(databaseUrl: string): Promise<EventLog> {
    const client = await holdLock(databaseUrl);
    try {
      await prepareSchema(client);
      const newest = await new Pages(client).newest();
      // A reading connection that breaks fails the question under way, and the pool makes another for the next.
      const readers = new pg.Pool({
        connectionString: databaseUrl,
        max: READERS,
        verify: (reader, done) => void reader.query(PLANNING).then(() => done(), done),
        application_name: 'ledgarr event store reader',
      });
      readers.on('error', () => undefined);
      // The pool listens to idle ones alone: not to one that is being prepared.
      readers.on('connect', (reader) => reader.on('error', () => undefined));
      const log = new EventLog(client, readers, new Tail(newest));
      if (newest === 0) await log.writeFirstEvent();
      log.learning = log.learn(newest);
      return log;
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /** Durable when it resolves, and visible to all readers. @throws LogUnavailable when the outcome is unknown */
  write(request: WriteRequest): Promise<WriteOutcome> {
    return this.writer.write(request);
  }

  async stream(stream: string): Promise<StreamState> {
    const about = isMetastream(stream) ? originalOf(stream) : metastreamOf(stream);
    const heads = await this.heads.all([stream, about]);
    const head = heads.get(stream)!;
    const other = heads.get(about)!;
    if (!isMetastream(stream)) return { head, metadata: other.metadata, tombstoned: head.last === TOMBSTONE_REVISION };
    // A metadata stream shows its last event alone, and goes with its stream.
    const tombstoned = other.last === TOMBSTONE_REVISION || head.last === TOMBSTONE_REVISION;
    return { head, metadata: { maxCount: 1, stored: {} }, tombstoned };
  }

  /** One event, whatever metadata says about it. */
  async event(stream: string, revision: number): Promise<Entry | undefined> {
    return (await this.pages.stream('forwards', stream, revision, revision, 1)).entries[0];
  }

  /** For tables of the schema other than the log's: never for the log itself, which has one writer. */
  query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult<Row>> {
    return this.readers.query<Row>(text, [...values]);
  }

  /** Writes what was handed in, and refuses more. */
  drain(): Promise<void> {
    return this.writer.drain();
  }

  async close(): Promise<void> {
    await this.drain();
    this.closing.abort();
    await this.learning;
    await this.readers.end();
    await this.client.end();
  }

  /** In the background: until it is done appends ask the table about more than they need. */
  private async learn(newest: number): Promise<void> {
    try {
      await this.seen.load(this.pages, newest, this.closing.signal);
    } catch {
      // A database that fails here fails the next read too, which has somebody to tell; nothing goes wrong without the knowledge.
    }
  }

  private async writeFirstEvent(): Promise<void> {
    const { stream, content, id } = FIRST_EVENT;
    const event = { id, type: '$metadata', isJson: true, data: Buffer.from(content), metadata: new Uint8Array() };
    await this.write({ kind: 'append', stream, expected: -1, events: [event] });
  }
}
