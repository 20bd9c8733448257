import { type Position } from '../../src/event-store/event-log.js';
import { type Projection } from '../../src/event-processing/projections/projection.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { RewindAhead } from '../../src/event-processing/projections/rebuild/rewind-refused.js';
import { appendItem, createItems, eventually, items, projected, quiet, rowsOf } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let database: FreshDatabase;
let log: MemoryEventLog;
let started: Projector[];
let now: Date;

beforeEach(async () => {
  database = await freshDatabase();
  await createItems(database.url);
  now = new Date('2026-11-20T10:00:00Z');
  log = new MemoryEventLog({ now: () => now });
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((projector) => projector.stop()));
  await database.drop();
});

const run = ({
  projection = { ...items, rewindable: true },
  release = '1.0.0',
}: { projection?: Projection; release?: string } = {}) => {
  const errors: string[] = [];
  const logger = { ...quiet, warn: (fields: object) => void errors.push(String((fields as { err?: unknown }).err)) };
  const projector = new Projector({ databaseUrl: database.url, log, projections: [projection], logger, release });
  started.push(projector);
  projector.start();
  return Object.assign(projector, { errors });
};
const stop = async (projector: Projector) => {
  started = started.filter((other) => other !== projector);
  await projector.stop();
};

const done = (position: Position) => projected(database.url, 'items', position);
const ids = async () => (await rowsOf(database.url, 'SELECT id FROM items ORDER BY id')).map(({ id }) => id);
const stateIs = (projector: Projector, state: string) =>
  eventually(database.url, async () => (await projector.status('items')).state === state);

describe('a paused projection', () => {
  it('stays where it is, across restarts and instances, until it is resumed', async () => {
    const first = run();
    await done(await appendItem(log, 'a', 'started'));
    await first.setPaused('items', true);
    const position = await appendItem(log, 'b', 'started');
    await stop(first);
    const second = run();
    const other = run();
    await stateIs(second, 'paused');
    expect(await second.status('items')).toMatchObject({ state: 'paused', lagEvents: 1 });
    expect(await ids()).toEqual(['a']);
    await other.setPaused('items', false);
    await done(position);
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('keeps nobody waiting, neither who waits already nor who comes', async () => {
    const projector = run();
    await done(await appendItem(log, 'a', 'started'));
    const never = { commit: 2n ** 62n, prepare: 2n ** 62n };
    const waiting = projector.waitFor('items', never, 100_000);
    await projector.setPaused('items', true);
    expect(await waiting).toBe(false);
    expect(await projector.waitFor('items', never, 100_000)).toBe(false);
  });

  it('stays where it is when it is rebuilt', async () => {
    const projector = run();
    await done(await appendItem(log, 'a', 'started'));
    await projector.setPaused('items', true);
    const position = await appendItem(log, 'b', 'started');
    await projector.rebuild('items');
    expect(await ids()).toEqual(['a']);
    await projector.setPaused('items', false);
    await done(position);
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('can be one that has never run', async () => {
    const projector = new Projector({ databaseUrl: database.url, log, projections: [items], logger: quiet });
    started.push(projector);
    await projector.setPaused('items', true);
    expect(await projector.status('items')).toMatchObject({ state: 'paused', position: null });
  });
});

describe('rewinding', () => {
  /** One raised, one ended, an hour apart. @returns where the first event lies, and the last */
  const past = async (): Promise<[Position, Position]> => {
    const first = await appendItem(log, 'a', 'started');
    now = new Date('2026-11-20T11:00:00Z');
    await appendItem(log, 'b', 'started');
    const last = await appendItem(log, 'a', 'ended');
    return [first, last];
  };

  it.each(['position', 'instant'] as const)('to a %s gives the rows of then, from where it goes on', async (kind) => {
    const projector = run();
    const [first, last] = await past();
    await done(last);
    await projector.setPaused('items', true);
    const until = kind === 'position' ? { position: first } : { instant: Date.parse('2026-11-20T10:30:00Z') };
    expect(await projector.rewind('items', until)).toMatchObject({ events: 1 });
    expect(await ids()).toEqual(['a']);
    expect(await projector.status('items')).toMatchObject({ lagEvents: 2, position: { commit: String(first.commit) } });
    await projector.setPaused('items', false);
    await done(last);
    expect(await ids()).toEqual(['b']);
    expect((await projector.rebuild('items', { dryRun: true })).differences).toMatchObject([
      { missing: 0, unexpected: 0, different: 0 },
      { missing: 0, unexpected: 0, different: 0 },
    ]);
  });

  it('to where it is not yet is refused, and changes nothing', async () => {
    const projector = run();
    const [, last] = await past();
    await done(last);
    await expect(projector.rewind('items', { position: last })).rejects.toThrow(RewindAhead);
    expect(await ids()).toEqual(['b']);
  });

  it('before the first event leaves nothing, and nobody is told that it has what it no longer has', async () => {
    const projector = run();
    const [first, last] = await past();
    await done(last);
    await projector.setPaused('items', true);
    await projector.rewind('items', { instant: 0 });
    expect(await ids()).toEqual([]);
    await eventually(database.url, async () => !(await projector.waitFor('items', first, 0)));
  });
});

describe('a release that is older than the tables', () => {
  it('says which one to run, and touches nothing', async () => {
    const newer = run({ projection: { ...items, version: 2 }, release: '2.3.0' });
    await done(await appendItem(log, 'a', 'started'));
    await stop(newer);
    await appendItem(log, 'b', 'started');
    const older = run({ release: '1.9.0' });
    await stateIs(older, 'failed');
    expect(older.errors[0]).toContain(
      'made by release 2.3.0 (version 2), and this is release 1.9.0 (version 1). Nothing was touched. Start release 2.3.0',
    );
    expect(await ids()).toEqual(['a']);
  });
});
