import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { comparePositions, type EventLog, type NewEvent, type Position } from '../../src/event-store/event-log.js';
import { projection, type Projection, type RowChange } from '../../src/event-processing/projections/projection.js';
import { type ProcessorLogger } from '../../src/event-processing/processor/processor-logger.js';

/** A small queue, with everything that a projection may meet: puts, patches, removals, a unique constraint, bad events. */
export const items: Projection = projection({
  name: 'items',
  version: 1,
  streams: ['item-'],
  tables: [
    { name: 'items', key: ['id'], unique: [['client', 'item']] },
    { name: 'entries', key: ['event_id'] },
  ],
  apply: ({ id, type, data, streamId }): RowChange[] | null => {
    const entry: RowChange = { op: 'put', table: 'entries', row: { event_id: id, type, stream: streamId } };
    const { key, ...set } = data as { key: string };
    if (type === 'started') return [{ op: 'put', table: 'items', row: { id: key, ...set } }, entry];
    if (type === 'changed') return [{ op: 'patch', table: 'items', key: { id: key }, set }, entry];
    if (type === 'ended') return [{ op: 'remove', table: 'items', key: { id: key } }, entry];
    if (type === 'garbled') throw new Error(`garbled: ${key}`);
    return null;
  },
});

export const createItems = (url: string): Promise<void> =>
  asking(url, async (client) => {
    await client.query(`
      CREATE TABLE items (
        id text CONSTRAINT items_pkey PRIMARY KEY, client text, item text, note text DEFAULT 'none',
        size integer, body jsonb, CONSTRAINT items_client_item_unique UNIQUE (client, item)
      );
      CREATE INDEX items_by_size ON items (size) WHERE size IS NOT NULL;
      CREATE TABLE entries (event_id text PRIMARY KEY, seq bigint GENERATED ALWAYS AS IDENTITY, type text, stream text)`);
  });

export const asking = async <T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
};

export const rowsOf = (url: string, query: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  asking(url, async (client) => (await client.query<Record<string, unknown>>(query, values)).rows);

export const newEvent = (type: string, data: Record<string, unknown>, id: string = randomUUID()): NewEvent => ({
  id,
  type,
  data,
  metadata: {},
});

/** Appends to `item-{stream}` wherever it is. @returns the position */
export const appendItem = async (
  log: EventLog,
  stream: string,
  type: string,
  data: Record<string, unknown> = {},
): Promise<Position> => {
  const { revision } = await log.readStream(`item-${stream}`);
  return (await log.append(`item-${stream}`, [newEvent(type, { key: stream, ...data })], revision)).position;
};

/** Resolves when the checkpoint in the database has reached `position`. */
export const projected = (url: string, name: string, position: Position): Promise<void> =>
  eventually(url, async (client) => {
    const { rows } = await client.query<{ commit: string | null; prepare: string }>(
      'SELECT commit_position AS commit, prepare_position AS prepare FROM projections WHERE name = $1',
      [name],
    );
    const [row] = rows;
    if (!row || row.commit === null) return false;
    return comparePositions({ commit: BigInt(row.commit), prepare: BigInt(row.prepare) }, position) >= 0;
  });

/** Asks the database again and again until the answer is yes. What never comes is ended by the limit of the test. */
export const eventually = (url: string, holds: (client: pg.Client) => Promise<boolean>): Promise<void> =>
  asking(url, async (client) => {
    while (!(await holds(client))) await client.query('SELECT pg_sleep(0.01)');
  });

/** Ends the connections that were opened under this name, as a crash of their process would. */
export const killConnections = async (url: string, applicationName: string): Promise<number> => {
  const killed = await rowsOf(
    url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
    [applicationName],
  );
  return killed.length;
};

export const quiet: ProcessorLogger = { info: () => {}, warn: () => {}, error: () => {} };
