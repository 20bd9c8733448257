import pg from 'pg';
import { byteaArray, int8Array, textArray, uuidArray } from '../src/log/binary-arrays.js';
import { EventLog } from '../src/log/event-log.js';
import { streamKey } from '../src/log/stream-key.js';
import type { ProposedEvent } from '../src/log/write-request.js';
import { encodeEventFrame } from '../src/protocol/event-frame.js';

/** An event and its place; `createdAt` in milliseconds. */
export type PlacedEvent = { stream: string; revision: number; event: ProposedEvent; createdAt: number };

const BATCH = 5_000;
const INSERT = `insert into event_store.events (position, stream_key, revision, event_id, stream, type, frame)
  select * from unnest($1::int8[], $2::int8[], $3::int8[], $4::uuid[], $5::text[], $6::text[], $7::bytea[])`;

/** Fills a log in which nothing is yet, and which no node has open, as fast as the table takes it. */
export async function writeLog(databaseUrl: string, events: Iterable<PlacedEvent>): Promise<void> {
  const log = await EventLog.open(databaseUrl); // makes the schema, and its first event
  let ordinal = log.tail.last + 1;
  await log.close();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let batch: PlacedEvent[] = [];
    const write = async () => {
      await client.query(INSERT, valuesOf(batch, ordinal));
      ordinal += batch.length;
      batch = [];
    };
    for (const event of events) if (batch.push(event) === BATCH) await write();
    if (batch.length > 0) await write();
  } finally {
    await client.end();
  }
}

const valuesOf = (batch: readonly PlacedEvent[], first: number): Buffer[] => [
  int8Array(batch.map((_, i) => BigInt(first + i))),
  int8Array(batch.map(({ stream }) => streamKey(stream))),
  int8Array(batch.map(({ revision }) => BigInt(revision))),
  uuidArray(batch.map(({ event }) => event.id)),
  textArray(batch.map(({ stream }) => stream)),
  textArray(batch.map(({ event }) => event.type)),
  byteaArray(
    batch.map(({ event, stream, revision, createdAt }, i) =>
      encodeEventFrame(event, { stream, revision, ordinal: first + i, created: `${createdAt}0000` }),
    ),
  ),
];
