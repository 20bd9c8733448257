import fc from 'fast-check';
import type pg from 'pg';
import { type StoredEvent } from '../../src/event-store/event-log.js';
import { parkedStreams } from '../../src/event-processing/processor/parking.js';
import { parkingLotOf, projectBatch, targetIn } from '../../src/event-processing/projections/apply-batch.js';
import { asking, createItems, items, newEvent } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await createItems(database.url);
});

afterAll(() => database.drop());

describe('batches', () => {
  it('give the same rows whatever their sizes', async () => {
    const stream = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const value = fc.constantFrom('1', '2', '3', null);
    const said = fc.oneof(
      fc.record({
        type: fc.constant('started'),
        stream,
        data: fc.record({ client: fc.constantFrom('c', 'k'), item: value }),
      }),
      fc.record({
        type: fc.constant('changed'),
        stream,
        data: fc.record(
          { client: fc.constant('c'), item: value, note: fc.string(), size: fc.integer() },
          { requiredKeys: [] },
        ),
      }),
      fc.record({ type: fc.constant('ended'), stream, data: fc.constant({}) }),
      fc.record({ type: fc.constantFrom('garbled', 'unheard-of'), stream, data: fc.constant({}) }),
    );
    const weighted = fc.array(said, { minLength: 1, maxLength: 60 });
    await asking(database.url, async (client) => {
      await fc.assert(
        fc.asyncProperty(weighted, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), async (all, sizes) => {
          const events = await stored(all.filter(({ type, stream: name }) => type !== 'garbled' || name === 'e'));
          expect(await folded(client, events, sizes)).toEqual(await folded(client, events, [1]));
        }),
        { numRuns: 150 },
      );
    });
  });

  const stored = async (said: { type: string; stream: string; data: Record<string, unknown> }[]) => {
    const memory = new MemoryEventLog();
    for (const [index, { type, stream, data }] of said.entries()) {
      const { revision } = await memory.readStream(`item-${stream}`);
      const event = newEvent(type, { key: stream, ...data }, String(index));
      await memory.append(`item-${stream}`, [event], revision);
    }
    return memory.events;
  };

  const folded = async (client: pg.Client, events: readonly StoredEvent[], sizes: readonly number[]) => {
    await client.query('TRUNCATE items, entries, parked_events, projection_conflicts');
    const target = await targetIn(client, items, 'public');
    for (let from = 0, batch = 0; from < events.length; batch += 1) {
      const size = sizes[batch % sizes.length]!;
      await client.query('BEGIN');
      await projectBatch(
        client,
        target,
        events.slice(from, from + size),
        await parkedStreams(client, parkingLotOf(target)),
      );
      await client.query('COMMIT');
      from += size;
    }
    const tables: unknown[][] = [];
    for (const question of [
      'SELECT * FROM items ORDER BY id',
      'SELECT event_id FROM entries ORDER BY event_id',
      'SELECT event_id FROM parked_events ORDER BY commit_position',
      `SELECT event_id, loser->>'id' AS loser, winner_key FROM projection_conflicts ORDER BY id`,
    ]) {
      tables.push((await client.query(question)).rows);
    }
    return tables;
  };
});
