import {
  ANY,
  type EventStoreDBClient,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { type LogRecord, toEvent } from './log-records.js';
import { askAgain } from './unknown-outcome.js';

/** The records to write differ from those that the target has. */
export class LogsDiffer extends Error {}

const TOMBSTONE = '$streamDeleted';
/** Events of one append: the limit of a server is 1 MB of data. */
const MOST_EVENTS = 200;
const MOST_BYTES = 500_000;

/**
 * Writes records at the end of a log, in their order: neighbours of one stream in one append, and one append after the
 * other, for two under way could change places.
 */
export class RecordWriter {
  private pending: LogRecord[] = [];
  private bytes = 0;
  /** The next revision of each stream, which is where the target stands. */
  private readonly next = new Map<string, bigint>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly call: { credentials: { username: string; password: string } },
  ) {}

  async add(record: LogRecord): Promise<void> {
    const size = JSON.stringify(record.data).length;
    const fits =
      this.pending.length < MOST_EVENTS && this.bytes + size < MOST_BYTES && this.pending[0]?.stream === record.stream;
    if (!fits || record.type === TOMBSTONE) await this.flush();
    this.pending.push(record);
    this.bytes += size;
  }

  async flush(): Promise<void> {
    const records = this.pending;
    const first = records[0];
    if (!first) return;
    this.pending = [];
    this.bytes = 0;
    await askAgain(() => (first.type === TOMBSTONE ? this.tombstone(first) : this.append(first, records)));
  }

  private async append(first: LogRecord, records: readonly LogRecord[]): Promise<void> {
    const before = this.next.get(first.stream) ?? BigInt(first.revision);
    const expectedRevision = before === 0n ? NO_STREAM : before - 1n;
    try {
      const { nextExpectedRevision } = await this.client.appendToStream(first.stream, records.map(toEvent), {
        ...this.call,
        // Of a stream's metadata, a server shows the last alone, so that there is no revision to expect.
        expectedRevision: first.stream.startsWith('$$') ? ANY : expectedRevision,
      });
      this.next.set(first.stream, nextExpectedRevision + 1n);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      throw new LogsDiffer(
        `${first.stream} has other events at the target: expected revision ${before - 1n}, found ${error.actualVersion}`,
      );
    }
  }

  private async tombstone({ stream }: LogRecord): Promise<void> {
    try {
      await this.client.tombstoneStream(stream, { ...this.call, expectedRevision: ANY });
    } catch (error) {
      if (!(error instanceof StreamDeletedError)) throw error;
    }
  }
}
