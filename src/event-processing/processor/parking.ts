import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { type StoredEvent } from '../../event-store/event-log.js';

/** Null stands for an event that only waits behind a bad one. */
export type EventToPark = { event: StoredEvent; error: string | null };

/** Whose events are parked, and the schema of `parked_events`. */
export type ParkingLot = { readonly processor: string; readonly schema: string };

/** @returns the streams of which an event is parked: what follows in them is parked as well */
export const parkedStreams = async (client: ClientBase, lot: ParkingLot): Promise<Set<string>> => {
  return streamsOf((await client.query<ParkedStream>(parkedStreamsSql(lot))).rows);
};

export type ParkedStream = { stream: string };

/** To be asked together with something else. */
export const parkedStreamsSql = ({ processor, schema }: ParkingLot): string =>
  `SELECT DISTINCT stream FROM ${escapeIdentifier(schema)}.parked_events
    WHERE projection = ${escapeLiteral(processor)} AND status = 'parked'`;

export const streamsOf = (rows: readonly ParkedStream[]): Set<string> => new Set(rows.map(({ stream }) => stream));

/** A stream or a type as a table can hold it: no text column takes NUL. */
export const storedName = (name: string): string => name.replaceAll('\0', '\\0');

/** More levels than these neither JSON.stringify nor PostgreSQL takes: such data are not kept, the event stays in the log. */
const MAX_JSON_DEPTH = 500;

const jsonOf = (value: unknown): string => JSON.stringify(isDeep(value) ? null : (value ?? null));

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each as object) : []));
  }
  return false;
}

export const park = async (
  client: ClientBase,
  { processor, schema }: ParkingLot,
  parked: readonly EventToPark[],
): Promise<void> => {
  if (parked.length === 0) return;
  const events = parked.map(({ event }) => event);
  await client.query(
    `INSERT INTO ${escapeIdentifier(schema)}.parked_events (projection, stream, commit_position, prepare_position, revision,
       event_id, type, data, metadata, created_at, error, attempts)
     SELECT $1, stream, commit, prepare, revision, id, type, data, metadata, created, error, (error IS NOT NULL)::int
       FROM unnest($2::text[], $3::numeric[], $4::numeric[], $5::numeric[], $6::text[], $7::text[], $8::json[], $9::json[],
                   $10::text[], $11::text[])
         AS e(stream, commit, prepare, revision, id, type, data, metadata, created, error)
     ON CONFLICT DO NOTHING`,
    [
      processor,
      events.map(({ streamId }) => storedName(streamId)),
      events.map(({ position }) => position.commit),
      events.map(({ position }) => position.prepare),
      events.map(({ revision }) => revision),
      events.map(({ id }) => id),
      events.map(({ type }) => storedName(type)),
      events.map(({ data }) => jsonOf(data)),
      events.map(({ metadata }) => jsonOf(metadata)),
      events.map(({ createdAt }) => createdAt),
      parked.map(({ error }) => error),
    ],
  );
};
