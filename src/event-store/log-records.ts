import { createHash, type Hash } from 'node:crypto';
import {
  type AllStreamRecordedEvent,
  binaryEvent,
  type EventData,
  FORWARDS,
  jsonEvent,
  START,
} from '@eventstore/db-client';
import { comparePositions, type Position } from './event-log.js';
import { type LogClient } from './log-client.js';

/** An event as it is copied: everything but where and when it was written. `data` is base64 for `binary`. */
export type LogRecord = {
  stream: string;
  revision: string;
  id: string;
  type: string;
  format: 'json' | 'binary';
  data: unknown;
  metadata: unknown;
};

/** What a server writes for its own use; metadata of streams (`$$…`) belong to the streams. */
export const isCopied = (stream: string): boolean => !stream.startsWith('$') || /^\$\$(?!\$)/.test(stream);

/** The log in its order, from after a position, without what the server wrote for itself. */
export async function* readRecords(
  log: LogClient,
  after: Position | null,
): AsyncGenerator<{ record: LogRecord; position: Position }> {
  for await (const { event } of log.readAll({ direction: FORWARDS, fromPosition: after ?? START })) {
    if (!event || !isCopied(event.streamId)) continue;
    // From a position, the read begins with the event at it.
    if (after && comparePositions(event.position, after) <= 0) continue;
    yield { record: toRecord(event), position: event.position };
  }
}

export function toRecord(event: AllStreamRecordedEvent): LogRecord {
  const { streamId, revision, id, type, isJson, data, metadata } = event;
  return {
    stream: streamId,
    revision: String(revision),
    id,
    type,
    format: isJson ? 'json' : 'binary',
    data: isJson ? data : Buffer.from(data as Uint8Array).toString('base64'),
    metadata:
      metadata instanceof Uint8Array ? { $bytes: Buffer.from(metadata).toString('base64') } : (metadata ?? null),
  };
}

export function toEvent({ id, type, format, data, metadata }: LogRecord): EventData {
  const given = metadata === null ? undefined : withBytes(metadata);
  return format === 'json'
    ? jsonEvent({ id, type, data: data as never, metadata: given as never })
    : binaryEvent({ id, type, data: Buffer.from(String(data), 'base64'), metadata: given as never });
}

const withBytes = (metadata: unknown): unknown => {
  const bytes = (metadata as { $bytes?: unknown }).$bytes;
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : metadata;
};

/** Counts records, and makes one checksum of all of them in their order. */
export class Tally {
  count = 0;
  private readonly hash: Hash = createHash('sha256');

  add(record: LogRecord): void {
    this.count++;
    this.hash.update(canonical(record)).update('\n');
  }

  result(): { count: number; checksum: string } {
    return { count: this.count, checksum: this.hash.copy().digest('hex') };
  }
}

/** JSON with its keys in order, since a store may hand them back in another. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
