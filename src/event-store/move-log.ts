import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { type EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import { z } from 'zod';
import { type Position } from './event-log.js';
import { LogClient } from './log-client.js';
import { isCopied, type LogRecord, readRecords, Tally, toRecord } from './log-records.js';
import { LogsDiffer, RecordWriter } from './record-writer.js';

export { LogsDiffer } from './record-writer.js';

/** `checksum`: SHA-256 over every event in its order: stream, revision, id, type, data, metadata. */
export type Moved = { written: number; count: number; checksum: string };
export type OnProgress = (done: number) => void;

/** A log behind an `esdb://` connection string, for as long as it is worked with. */
export class LogEnd {
  readonly client: EventStoreDBClient;
  readonly call: LogClient['call'];
  private readonly log: LogClient;

  constructor(readonly url: string) {
    this.log = new LogClient(url);
    ({ client: this.client, call: this.call } = this.log);
  }

  records(after: Position | null = null) {
    return readRecords(this.log, after);
  }

  async last(): Promise<LogRecord | null> {
    const last = await this.log.findLast(({ streamId }) => isCopied(streamId));
    return last && toRecord(last);
  }

  /** Where this log has an event that another log ends with. @throws LogsDiffer */
  async positionOf(wanted: LogRecord): Promise<Position> {
    const from = { fromRevision: BigInt(wanted.revision), maxCount: 1 };
    try {
      for await (const { event } of this.log.readStream(wanted.stream, from)) {
        if (event?.id === wanted.id && event.position) return event.position;
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    throw new LogsDiffer(`the target ends with ${wanted.revision}@${wanted.stream}, which the source does not have`);
  }

  async tally(): Promise<{ count: number; checksum: string }> {
    const tally = new Tally();
    for await (const { record } of this.records()) tally.add(record);
    return tally.result();
  }

  writer(): RecordWriter {
    return new RecordWriter(this.client, this.call);
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

/**
 * Copies a log to the end of another: streams, order, event ids, types, data and metadata; when an event was written is the
 * target's to say. Goes on where an earlier copy ended, and compares both logs at the end.
 * @throws LogsDiffer
 */
export async function copyLog(source: LogEnd, target: LogEnd, onProgress: OnProgress): Promise<Moved> {
  const last = await target.last();
  const writer = target.writer();
  let written = 0;
  for await (const { record } of source.records(last && (await source.positionOf(last)))) {
    await writer.add(record);
    onProgress(++written);
  }
  await writer.flush();
  const [here, there] = [await source.tally(), await target.tally()];
  return { written, ...same(here, there) };
}

const summarySchema = z.object({ count: z.int(), checksum: z.string() });

/** Writes a log as JSON lines: one for each event, and a last one with count and checksum. */
export async function exportLog(source: LogEnd, out: Writable, onProgress: OnProgress): Promise<Moved> {
  const tally = new Tally();
  for await (const { record } of source.records()) {
    tally.add(record);
    if (!out.write(`${JSON.stringify(record)}\n`)) await once(out, 'drain');
    onProgress(tally.count);
  }
  const summary = tally.result();
  out.write(`${JSON.stringify(summary)}\n`);
  return { written: summary.count, ...summary };
}

/** Writes what was exported to the end of a log; goes on where an earlier import ended. @throws LogsDiffer */
export async function importLog(input: Readable, target: LogEnd, onProgress: OnProgress): Promise<Moved> {
  const last = await target.last();
  const writer = target.writer();
  const tally = new Tally();
  let written = 0;
  let skipping = last !== null;
  let summary: { count: number; checksum: string } | null = null;
  for await (const line of createInterface({ input })) {
    const parsed: unknown = JSON.parse(line);
    const end = summarySchema.safeParse(parsed);
    if (end.success) {
      summary = end.data;
      break;
    }
    const record = parsed as LogRecord;
    tally.add(record);
    if (!skipping) {
      await writer.add(record);
      onProgress(++written);
    } else if (record.id === last!.id && record.stream === last!.stream) skipping = false;
  }
  if (skipping) throw new LogsDiffer('the target ends with an event that the file does not have');
  if (!summary) throw new LogsDiffer('the file has no end: its last line, with count and checksum, is missing');
  await writer.flush();
  same(summary, tally.result());
  return { written, ...same(summary, await target.tally()) };
}

function same<T extends { count: number; checksum: string }>(a: T, b: T): T {
  if (a.count === b.count && a.checksum === b.checksum) return a;
  throw new LogsDiffer(`they are not the same: ${a.count} events (${a.checksum}) and ${b.count} (${b.checksum})`);
}
