import pg from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { type StoredEvent } from '../../src/event-store/event-log.js';
import { parkedStreams } from '../../src/event-processing/processor/parking.js';
import {
  parkingLotOf,
  projectBatch,
  type Target,
  targetIn,
} from '../../src/event-processing/projections/apply-batch.js';
import { type Projection, type Row } from '../../src/event-processing/projections/projection.js';
import { freshDatabase, type FreshDatabase } from './postgres.js';

export type GivenEvent = { stream: string; type: string; data: unknown; metadata?: Record<string, unknown> };

/** Rows by table, in the order of their keys, as PostgreSQL spells them in JSON, without the columns that are null. */
type Rows = Record<string, Row[]>;

const FIRST_SECOND = Date.parse('2026-01-01T00:00:00.000Z');
const NAMESPACE = '00000000-0000-4000-8000-000000000000';

/** The id and the position of the event that is given in this place, counted from 1. */
export const eventIdAt = (place: number): string => uuidV5(`event ${place}`, NAMESPACE);

/**
 * `given(what happened).project(a projection).then(all its rows)`: through the batches that run in production, on a
 * database of its own with the tables of the migrations. Events are a second apart, the first of them in the first
 * second of 2026.
 */
export function projectionSpecification() {
  let database: FreshDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });
  return (...events: GivenEvent[]) => ({
    project: (projection: Projection) => new Projecting(() => client, projection, storedEvents(events)),
  });
}

export class Projecting {
  private batchSize = Infinity;
  private deliveries = 1;

  constructor(
    private readonly client: () => pg.Client,
    private readonly projection: Projection,
    private readonly events: readonly StoredEvent[],
  ) {}

  inBatchesOf(size: number): this {
    this.batchSize = size;
    return this;
  }

  /** Each batch twice in a row. It asks more than the processor does, which passes over what its checkpoint has. */
  deliveredTwice(): this {
    this.deliveries = 2;
    return this;
  }

  /** @param parked the ids of the events that are parked */
  async then(rows: Rows, parked: string[] = []): Promise<void> {
    const client = this.client();
    await client.query('BEGIN');
    try {
      const target = await targetIn(client, this.projection, 'public');
      for (const batch of this.batches()) await projectOn(client, target, batch);
      expect(await this.rowsOn(client)).toEqual(rows);
      expect(await parkedOn(client, this.projection)).toEqual(parked);
    } finally {
      await client.query('ROLLBACK');
    }
  }

  private *batches(): Generator<readonly StoredEvent[]> {
    for (let from = 0; from < this.events.length; from += this.batchSize) {
      const batch = this.events.slice(from, from + this.batchSize);
      for (let delivery = 0; delivery < this.deliveries; delivery++) yield batch;
    }
  }

  private async rowsOn(client: pg.Client): Promise<Rows> {
    const rows: Rows = {};
    for (const { name, key } of this.projection.tables) {
      const order = key.map(pg.escapeIdentifier).join(', ');
      const { rows: found } = await client.query<{ row: Row }>(
        `SELECT to_jsonb(t) AS row FROM ${pg.escapeIdentifier(name)} AS t ORDER BY ${order}`,
      );
      rows[name] = found.map(({ row }) => withoutNulls(row));
    }
    return rows;
  }
}

const projectOn = async (client: pg.Client, target: Target, events: readonly StoredEvent[]): Promise<void> => {
  await projectBatch(client, target, events, await parkedStreams(client, parkingLotOf(target)));
};

const parkedOn = async (client: pg.Client, { name }: Projection): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    'SELECT event_id AS id FROM parked_events WHERE projection = $1 ORDER BY commit_position',
    [name],
  );
  return rows.map(({ id }) => id);
};

function storedEvents(events: readonly GivenEvent[]): StoredEvent[] {
  const lengths = new Map<string, bigint>();
  return events.map(({ stream, type, data, metadata = {} }, index) => {
    const revision = lengths.get(stream) ?? 0n;
    lengths.set(stream, revision + 1n);
    const position = { commit: BigInt(index + 1), prepare: BigInt(index + 1) };
    const createdAt = new Date(FIRST_SECOND + index * 1_000).toISOString();
    return { id: eventIdAt(index + 1), type, streamId: stream, revision, position, createdAt, data, metadata };
  });
}

const withoutNulls = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
