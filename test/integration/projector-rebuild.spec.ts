import { type Position, type StoredEvent } from '../../src/event-store/event-log.js';
import { type Projection } from '../../src/event-processing/projections/projection.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { rebuild } from '../../src/event-processing/projections/rebuild/rebuild.js';
import { RebuildRunning } from '../../src/event-processing/projections/rebuild/rebuild-running.js';
import {
  asking,
  createItems,
  eventually,
  items,
  killConnections,
  projected,
  quiet,
  rowsOf,
  appendItem,
} from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let database: FreshDatabase;
let log: MemoryEventLog;
let started: Projector[];

beforeEach(async () => {
  database = await freshDatabase();
  await createItems(database.url);
  log = new MemoryEventLog();
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((projector) => projector.stop()));
  await database.drop();
});

const run = (projection: Projection = items): Projector => {
  const projector = new Projector({ databaseUrl: database.url, log, projections: [projection], logger: quiet });
  started.push(projector);
  projector.start();
  return projector;
};

const stop = async (projector: Projector): Promise<void> => {
  started = started.filter((other) => other !== projector);
  await projector.stop();
};

const query = (text: string, values?: unknown[]) => rowsOf(database.url, text, values);
const done = (position: Position) => projected(database.url, 'items', position);
const allRows = async () => [
  await query('SELECT * FROM items ORDER BY id'),
  await query('SELECT event_id, type, stream FROM entries ORDER BY event_id'),
];

/** A past with something of everything: ended ones, a bad event, a conflict, an unknown type. */
const past = async (): Promise<Position> => {
  for (const stream of Array.from({ length: 30 }, (_, index) => `s${index}`)) {
    await appendItem(log, stream, 'started', { client: 'c', item: stream, size: 1 });
    await appendItem(log, stream, 'changed', { note: `of ${stream}` });
    if (stream.endsWith('0')) await appendItem(log, stream, 'ended');
  }
  await appendItem(log, 's1', 'garbled');
  await appendItem(log, 's1', 'changed', { note: 'behind it' });
  await appendItem(log, 'twin', 'started', { client: 'c', item: 's2' });
  return appendItem(log, 's3', 'unheard-of');
};

const shape = async () => [
  await query(`SELECT conname, pg_get_constraintdef(oid) AS def FROM pg_constraint
                WHERE conrelid IN ('items'::regclass, 'entries'::regclass) ORDER BY conname`),
  await query(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ('items', 'entries') ORDER BY 1`,
  ),
  await query(`SELECT relname, relacl::text, pg_get_userbyid(relowner) AS owner, reloptions FROM pg_class
                WHERE oid IN ('items'::regclass, 'entries'::regclass) ORDER BY 1`),
  await query(`SELECT pg_get_triggerdef(oid) AS def FROM pg_trigger WHERE tgrelid = 'items'::regclass`),
  await query(`SELECT attname, format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid) FROM pg_attribute
                 LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                WHERE attrelid = 'items'::regclass AND attnum > 0 ORDER BY attnum`),
  await query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild%'`),
];

describe('rebuild', () => {
  it('equals what the live projection has, under the same names, owners and grants', async () => {
    const role = `reader_${Math.random().toString(36).slice(2)}`;
    await query(`CREATE ROLE ${role}`);
    await query(`GRANT SELECT ON items TO ${role}; GRANT SELECT ON entries TO PUBLIC; ALTER TABLE items OWNER TO ${role};
      ALTER TABLE items SET (fillfactor = 70);
      CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER watch AFTER UPDATE ON items FOR EACH ROW EXECUTE FUNCTION nothing()`);
    const projector = run();
    await done(await past());
    const [rows, looks, parked] = [await allRows(), await shape(), await projector.parked('items').list()];
    const before = await query('SELECT version, commit_position, events_total, unknown_types FROM projections');
    await query(`UPDATE items SET note = 'tampered'; DELETE FROM entries`);

    const progress: number[] = [];
    const rebuilt = await projector.rebuild('items', { onProgress: ({ done: events }) => progress.push(events) });

    expect(rebuilt).toMatchObject({ events: log.events.length, parked: 2, conflicts: 1, differences: null });
    expect(progress.length).toBeGreaterThan(0);
    expect(await allRows()).toEqual(rows);
    expect(await shape()).toEqual(looks);
    expect(await query('SELECT version, commit_position, events_total, unknown_types FROM projections')).toEqual(
      before,
    );
    const parkedAfter = await projector.parked('items').list();
    expect(parkedAfter.map(({ eventId }) => eventId)).toEqual(parked.map(({ eventId }) => eventId));
    expect(await projector.conflicts('items')).toHaveLength(1);
    await done(await appendItem(log, 'after', 'started', { client: 'c', item: 'after' }));
    expect(await query(`SELECT id FROM items WHERE id = 'after'`)).toHaveLength(1);
    await stop(projector);
    await query(`ALTER TABLE items OWNER TO CURRENT_USER; REVOKE ALL ON items FROM ${role}; DROP ROLE ${role}`);
  });

  it('keeps what was skipped skipped', async () => {
    const projector = run();
    await done(await past());
    const parked = projector.parked('items');
    await parked.skip((await parked.list())[0]!.eventId);
    await parked.retry();
    expect(await query(`SELECT note FROM items WHERE id = 's1'`)).toEqual([{ note: 'behind it' }]);
    await projector.rebuild('items');
    expect(await parked.list()).toEqual([]);
    expect(await query(`SELECT note FROM items WHERE id = 's1'`)).toEqual([{ note: 'behind it' }]);
  });

  it('shows readers every row at every moment, while events go on', async () => {
    const projector = run();
    await done(await past());
    const [{ least }] = (await query('SELECT count(*)::int AS least FROM items')) as [{ least: number }];
    let reading = true;
    let fewest = Infinity;
    let reads = 0;
    const reader = asking(database.url, async (client) => {
      while (reading) {
        const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM items');
        fewest = Math.min(fewest, rows[0]!.count);
        reads += 1;
      }
    });
    let writing = true;
    const writer = (async () => {
      for (let index = 0; writing; index += 1) {
        const position = await appendItem(log, `new${index}`, 'started', { client: 'n', item: `${index}` });
        await projector.waitFor('items', position, 60_000);
        // Read your writes holds across a swap too.
        expect(await query('SELECT id FROM items WHERE id = $1', [`new${index}`])).toHaveLength(1);
      }
    })();
    for (let round = 0; round < 5; round += 1) await projector.rebuild('items');
    writing = false;
    await writer;
    reading = false;
    await reader;
    expect(reads).toBeGreaterThan(0);
    expect(fewest).toBeGreaterThanOrEqual(least);
    expect((await projector.rebuild('items', { dryRun: true })).differences).toEqual([same('items'), same('entries')]);
  });

  it('leaves the live tables as they were when it is killed half-way, and can be run again', async () => {
    const projector = run();
    await done(await past());
    await stop(projector);
    const [rows, looks] = [await allRows(), await shape()];
    const first = rebuild({
      projection: items,
      eventLog: new Slow(log, 40),
      database: { connectionString: database.url },
      limits: { rows: 10, size: Infinity },
    });
    const failed = expect(first).rejects.toThrow();
    await eventually(database.url, async (client) => {
      const { rows } = await client.query(`SELECT to_regclass('rebuild_items.entries') IS NOT NULL AS made`);
      if (!rows[0].made) return false;
      return (await client.query('SELECT 1 FROM rebuild_items.entries')).rowCount! > 0;
    });
    await killConnections(database.url, 'ledgarr rebuild items');
    await failed;
    expect(await allRows()).toEqual(rows);
    expect((await shape()).slice(0, 5)).toEqual(looks.slice(0, 5));
    expect((await shape())[5]).toEqual([{ nspname: 'rebuild_items' }]);
    await rebuild({ projection: items, eventLog: log, database: { connectionString: database.url } });
    expect(await allRows()).toEqual(rows);
    expect(await shape()).toEqual(looks);
  });

  it('is done by one at a time', async () => {
    await asking(database.url, async (client) => {
      await client.query(`SELECT pg_advisory_lock(hashtextextended('ledgarr rebuild items', 0))`);
      const again = rebuild({ projection: items, eventLog: log, database: { connectionString: database.url } });
      await expect(again).rejects.toThrow(RebuildRunning);
    });
  });

  it('changes nothing where something else hangs on a live table', async () => {
    const projector = run();
    await done(await past());
    await query('CREATE VIEW big AS SELECT * FROM items WHERE size > 5');
    const rows = await allRows();
    await expect(projector.rebuild('items')).rejects.toThrow(/depend/);
    expect(await allRows()).toEqual(rows);
    await done(await appendItem(log, 'after', 'started'));
    await query('DROP VIEW big');
    await projector.rebuild('items');
  });

  it('happens by itself when the code is newer than the tables, and an older program stands aside', async () => {
    const old = run();
    await done(await past());
    await stop(old);
    const newer: Projection = {
      ...items,
      version: 2,
      apply: (event: StoredEvent) =>
        items
          .apply(event)
          ?.map((change) =>
            change.op === 'put' && change.table === 'items' ? { ...change, row: { ...change.row, size: 2 } } : change,
          ) ?? null,
    };
    const projector = run(newer);
    await eventually(database.url, async () => (await projector.status('items')).version === 2);
    expect(await query('SELECT DISTINCT size FROM items')).toEqual([{ size: 2 }]);
    await done(await appendItem(log, 'x', 'started'));
    await stop(projector);
    const outdated = run();
    await eventually(database.url, async () => (await outdated.status('items')).state === 'failed');
    expect(await query('SELECT DISTINCT size FROM items')).toEqual([{ size: 2 }]);
  });
});

describe('a dry run', () => {
  it('finds a tampered, a lost and a foreign row, and changes nothing', async () => {
    const projector = run();
    await done(await past());
    expect((await projector.rebuild('items', { dryRun: true })).differences).toEqual([same('items'), same('entries')]);
    await query(`UPDATE items SET note = 'tampered' WHERE id = 's4'; DELETE FROM items WHERE id = 's5';
                 INSERT INTO items (id) VALUES ('nobody')`);
    const rows = await allRows();
    const { differences } = await projector.rebuild('items', { dryRun: true });
    expect(differences![0]).toMatchObject({ table: 'items', missing: 1, unexpected: 1, different: 1 });
    expect(differences![0]!.rows.map(({ kind, live, rebuilt }) => [kind, live?.['note'], rebuilt?.['note']])).toEqual([
      ['unexpected', 'none', undefined],
      ['different', 'tampered', 'of s4'],
      ['missing', undefined, 'of s5'],
    ]);
    expect(differences![1]).toEqual(same('entries'));
    expect(await allRows()).toEqual(rows);
    expect((await shape()).at(-1)).toEqual([]);
  });

  it('compares at the place where the live tables are, also while they are behind', async () => {
    const projector = run();
    await done(await past());
    await stop(projector);
    await appendItem(log, 'later', 'started');
    const dry = await rebuild({
      projection: items,
      eventLog: log,
      database: { connectionString: database.url },
      dryRun: true,
    });
    expect(dry.differences).toEqual([same('items'), same('entries')]);
  });
});

function same(table: string) {
  return { table, key: table === 'items' ? ['id'] : ['event_id'], missing: 0, unexpected: 0, different: 0, rows: [] };
}

/** The same log, whose subscriptions give no more after some events, as when the store is slow. */
class Slow extends MemoryEventLog {
  constructor(
    private readonly whole: MemoryEventLog,
    private readonly most: number,
  ) {
    super();
  }

  override lastPosition(prefixes: readonly string[]) {
    return this.whole.lastPosition(prefixes);
  }

  override async *subscribe(options: { after: Position | null; prefixes: readonly string[] }, signal: AbortSignal) {
    let given = 0;
    for await (const event of this.whole.subscribe(options, signal)) {
      if (given === this.most) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      given += 1;
      yield event;
    }
  }
}
