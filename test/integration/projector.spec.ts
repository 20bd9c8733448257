import pg from 'pg';
import { comparePositions, type Position } from '../../src/event-store/event-log.js';
import { type Projection } from '../../src/event-processing/projections/projection.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import {
  createItems,
  eventually,
  items,
  killConnections,
  newEvent,
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

const run = (options: { projection?: Projection; runner?: string; eventLog?: MemoryEventLog } = {}): Projector => {
  const { projection = items, runner = 'one', eventLog = log } = options;
  const projector = new Projector({
    databaseUrl: database.url,
    log: eventLog,
    projections: [projection],
    logger: quiet,
    runner,
  });
  started.push(projector);
  projector.start();
  return projector;
};

const stop = async (projector: Projector): Promise<void> => {
  started = started.filter((other) => other !== projector);
  await projector.stop();
};

const query = (text: string, values?: unknown[]) => rowsOf(database.url, text, values);
const ids = async () => (await query('SELECT id FROM items ORDER BY id')).map(({ id }) => id);
const done = (position: Position) => projected(database.url, 'items', position);

describe('following the log', () => {
  it('writes what events say, in order, and where it is', async () => {
    run();
    await appendItem(log, 'a', 'started', { client: 'c', item: '1', body: { deep: [1, 'é'] } });
    await appendItem(log, 'a', 'changed', { note: 'first' });
    await appendItem(log, 'a', 'changed', { note: 'second', size: 7 });
    await appendItem(log, 'b', 'started', { client: 'c', item: '2' });
    await appendItem(log, 'b', 'ended');
    const last = await appendItem(log, 'c', 'changed', { note: 'of nothing' });
    await done(last);
    expect(await query('SELECT * FROM items')).toEqual([
      { id: 'a', client: 'c', item: '1', note: 'second', size: 7, body: { deep: [1, 'é'] } },
    ]);
    expect(await query('SELECT type FROM entries ORDER BY seq')).toHaveLength(6);
    expect(await query('SELECT commit_position, events_total FROM projections')).toEqual([
      { commit_position: String(last.commit), events_total: '6' },
    ]);
  });

  it('puts a whole row: what it does not name has its default again', async () => {
    run();
    await appendItem(log, 'a', 'started', { client: 'c', item: '1', note: 'mine', size: 7 });
    await done(await appendItem(log, 'b', 'started', { client: 'c', item: '2' }));
    await done(await appendItem(log, 'a', 'started', { client: 'c', item: '1' }));
    expect(await query(`SELECT note, size FROM items WHERE id = 'a'`)).toEqual([{ note: 'none', size: null }]);
  });

  it('passes over unknown types and counts them', async () => {
    const projector = run();
    await appendItem(log, 'a', 'unheard-of');
    await done(await appendItem(log, 'a', 'started'));
    expect(await query('SELECT unknown_types FROM projections')).toEqual([{ unknown_types: '1' }]);
    expect(await projector.parked('items').list()).toEqual([]);
  });

  it('reads on from its checkpoint when the subscription is lost', async () => {
    run();
    await done(await appendItem(log, 'a', 'started'));
    log.loseSubscriptions();
    await done(await appendItem(log, 'b', 'started'));
    expect(await query('SELECT stream FROM entries ORDER BY seq')).toEqual([
      { stream: 'item-a' },
      { stream: 'item-b' },
    ]);
  });

  it('does not raise the dead when events are delivered again', async () => {
    class Repeating extends MemoryEventLog {
      override async *subscribe(options: { after: Position | null; prefixes: readonly string[] }, signal: AbortSignal) {
        if (options.after !== null) yield this.events[0]!;
        yield* super.subscribe(options, signal);
      }
    }
    const repeating = new Repeating();
    await query(`CREATE TABLE born (id text);
      CREATE FUNCTION note_birth() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO born VALUES (NEW.id); RETURN NEW; END $$;
      CREATE TRIGGER births AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION note_birth()`);
    run({ eventLog: repeating });
    await done(await appendItem(repeating, 'a', 'started'));
    await done(await appendItem(repeating, 'a', 'ended'));
    expect(await killConnections(database.url, 'ledgarr projection items')).toBe(1);
    await done(await appendItem(repeating, 'b', 'started'));
    expect(await query('SELECT id FROM born')).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(await ids()).toEqual(['b']);
  });

  it('leaves neither rows nor checkpoint behind when it is killed in the middle of a batch', async () => {
    await query(`CREATE TABLE gate (open boolean); INSERT INTO gate VALUES (false);
      CREATE FUNCTION wait_for_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_advisory_lock_shared(42); PERFORM pg_advisory_unlock_shared(42); RETURN NEW; END $$;
      CREATE TRIGGER gates BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION wait_for_gate()`);
    const gatekeeper = new pg.Client({ connectionString: database.url });
    await gatekeeper.connect();
    await gatekeeper.query('SELECT pg_advisory_lock(42)');
    run();
    const last = await appendItem(log, 'a', 'started');
    await eventually(database.url, async (client) => {
      const { rowCount } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'ledgarr projection items' AND wait_event = 'advisory'
            AND datname = current_database()`,
      );
      return rowCount === 1;
    });
    await killConnections(database.url, 'ledgarr projection items');
    expect(await ids()).toEqual([]);
    expect(await query('SELECT commit_position FROM projections')).toEqual([{ commit_position: null }]);
    await gatekeeper.end();
    await done(last);
    expect(await ids()).toEqual(['a']);
  });
});

describe('one runner at a time', () => {
  const runnerNow = async () => (await query('SELECT runner FROM projections'))[0]?.['runner'];

  it('works in one instance, and another takes over when its connection is killed', async () => {
    const one = run({ runner: 'one' });
    await done(await appendItem(log, 'a', 'started'));
    const two = run({ runner: 'two' });
    await done(await appendItem(log, 'b', 'started'));
    expect(await runnerNow()).toBe('one');
    await stop(one);
    await done(await appendItem(log, 'c', 'started'));
    expect(await runnerNow()).toBe('two');
    await killConnections(database.url, 'ledgarr projection items');
    await done(await appendItem(log, 'd', 'started'));
    expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
    expect((await two.status('items')).runner).toBe('two');
  });

  it('hands over to whoever is quicker after its connection was killed, and nothing is written twice', async () => {
    run({ runner: 'one' });
    run({ runner: 'two' });
    for (const round of Array.from({ length: 5 }, (_, index) => index)) {
      await done(await appendItem(log, `r${round}`, 'started'));
      await killConnections(database.url, 'ledgarr projection items');
    }
    await done(await appendItem(log, 'end', 'started'));
    expect(await query('SELECT stream, count(*)::int FROM entries GROUP BY stream HAVING count(*) > 1')).toEqual([]);
    expect(await query('SELECT events_total FROM projections')).toEqual([{ events_total: '6' }]);
  });

  it('stops a runner whose checkpoint somebody else has moved', async () => {
    run();
    await done(await appendItem(log, 'a', 'started'));
    // As if another runner had handled the next two events: positions of the log in memory are 137 apart.
    const third = log.events[0]!.position.commit + 2n * 137n;
    await query('UPDATE projections SET commit_position = $1, prepare_position = $1', [third]);
    await appendItem(log, 'b', 'started');
    await appendItem(log, 'c', 'started');
    await done(await appendItem(log, 'd', 'started'));
    expect(await ids()).toEqual(['a', 'd']);
  });
});

describe('reading your writes', () => {
  it('waits for the instance that runs the projection, from another', async () => {
    run({ runner: 'one' });
    await done(await appendItem(log, 'a', 'started'));
    const two = run({ runner: 'two' });
    for (const stream of ['b', 'c', 'd']) {
      const position = await appendItem(log, stream, 'started');
      expect(await two.waitFor('items', position, 60_000)).toBe(true);
      expect(await ids()).toContain(stream);
    }
    expect(await two.waitFor('items', log.events[0]!.position, 0)).toBe(true);
  });

  it('is told what it missed while its connection was lost', async () => {
    const projector = run();
    await done(await appendItem(log, 'a', 'started'));
    await killConnections(database.url, 'ledgarr projection positions');
    const position = await appendItem(log, 'b', 'started');
    expect(await projector.waitFor('items', position, 60_000)).toBe(true);
  });

  it('says no when the time is over', async () => {
    const projector = run();
    const { commit, prepare } = await appendItem(log, 'a', 'started');
    expect(await projector.waitFor('items', { commit: commit + 1n, prepare: prepare + 1n }, 50)).toBe(false);
  });

  it('tells of every batch, wherever it was written', async () => {
    run({ runner: 'one' });
    await done(await appendItem(log, 'a', 'started'));
    const two = run({ runner: 'two' });
    const heard = new Promise<Position>((resolve) => {
      two.changesOf('items').subscribe(({ position }) => {
        if (comparePositions(position, log.events[0]!.position) > 0) resolve(position);
      });
    });
    const position = await appendItem(log, 'b', 'started');
    expect(await heard).toEqual(position);
  });
});

describe('status', () => {
  it('shows a projection at the end of the log, and one that is behind', async () => {
    const projector = run();
    await appendItem(log, 'a', 'started');
    const position = await appendItem(log, 'a', 'garbled');
    await done(position);
    const texts = { commit: String(position.commit), prepare: String(position.prepare) };
    expect(await projector.status('items')).toEqual({
      name: 'items',
      version: 1,
      state: 'running',
      position: texts,
      lagEvents: 0,
      lagSeconds: 0,
      eventsPerSecond: expect.any(Number),
      runner: 'one',
      parked: 1,
      rebuild: null,
    });
    await stop(projector);
    for (const stream of ['b', 'c', 'd']) await appendItem(log, stream, 'started');
    await log.append('other-x', [newEvent('started', {})], 'no-stream');
    const alone = new Projector({ databaseUrl: database.url, log, projections: [items], logger: quiet });
    started.push(alone);
    const behind = await alone.status('items');
    expect(behind).toMatchObject({ state: 'idle', position: texts, lagEvents: 3, runner: null });
    expect(behind.lagSeconds).toBeGreaterThanOrEqual(0);
    await appendItem(log, 'e', 'started');
    expect((await alone.status('items')).lagEvents).toBe(4);
    expect((await alone.statuses()).map(({ name }) => name)).toEqual(['items']);
  });

  it('says that it failed while its tables are not there', async () => {
    await query('DROP TABLE items');
    const projector = run();
    await eventually(database.url, async () => (await projector.status('items')).state === 'failed');
    await createItemsAgain();
    await done(await appendItem(log, 'a', 'started'));
    expect((await projector.status('items')).state).toBe('running');
  });

  const createItemsAgain = () =>
    query('CREATE TABLE items (id text PRIMARY KEY, client text, item text, note text, size integer, body jsonb)');
});
