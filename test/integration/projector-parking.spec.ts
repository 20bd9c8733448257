import { type Position, type StoredEvent } from '../../src/event-store/event-log.js';
import { type Projection } from '../../src/event-processing/projections/projection.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { createItems, items, projected, quiet, rowsOf, appendItem } from '../support/items-projection.js';
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

describe('bad events', () => {
  it('parks one that throws with all later ones of its stream; the rest goes on', async () => {
    const projector = run();
    await appendItem(log, 'a', 'started', { note: 'before' });
    await appendItem(log, 'a', 'garbled');
    await appendItem(log, 'a', 'changed', { note: 'after' });
    await appendItem(log, 'b', 'started');
    await done(await appendItem(log, 'b', 'changed', { note: 'fine' }));
    await done(await appendItem(log, 'a', 'ended'));
    expect(await query('SELECT id, note FROM items ORDER BY id')).toEqual([
      { id: 'a', note: 'before' },
      { id: 'b', note: 'fine' },
    ]);
    const parked = await projector.parked('items').list();
    expect(parked.map(({ type, error, attempts }) => ({ type, error, attempts }))).toEqual([
      { type: 'garbled', error: 'garbled: a', attempts: 1 },
      { type: 'changed', error: null, attempts: 0 },
      { type: 'ended', error: null, attempts: 0 },
    ]);
    expect((await projector.status('items')).parked).toBe(3);
  });

  it.each([
    ['a value of the wrong type', { size: 'many' }],
    ['a column that is not there', { colour: 'red' }],
    ['a character that text cannot hold', { note: 'a\u0000b' }],
    ['half a character', { note: '\ud800' }],
    ['a value that is too large for its index', { client: 'x'.repeat(20_000) + Math.random(), item: noise(40_000) }],
  ])('parks a row that the database refuses: %s', async (_, data) => {
    for (const stream of ['a', 'b', 'c', 'd']) await appendItem(log, stream, 'started');
    await appendItem(log, 'bad', 'started', data);
    await appendItem(log, 'bad', 'changed', { body: 'later' });
    const last = await appendItem(log, 'e', 'started');
    const projector = run();
    await done(last);
    expect(await ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
    const parked = await projector.parked('items').list();
    expect(parked.map(({ stream, type, attempts }) => [stream, type, attempts])).toEqual([
      ['item-bad', 'started', 1],
      ['item-bad', 'changed', 0],
    ]);
    expect(parked[0]!.data).toEqual({ key: 'bad', ...data });
  });

  it('parks one whose stream or data no table can hold, and goes on', async () => {
    const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inner: unknown) => [inner], 1);
    const projector = run();
    await appendItem(log, 'a\0b', 'started', { note: 'x\0' });
    await appendItem(log, 'a\0b', 'changed', { note: 'later' });
    await appendItem(log, 'deep', 'garbled', { body: deep(2_000) });
    await done(await appendItem(log, 'c', 'started'));
    expect(await ids()).toEqual(['c']);
    const parked = await projector.parked('items').list();
    expect(parked.map(({ stream, type, data }) => [stream, type, data === null])).toEqual([
      ['item-a\\0b', 'started', false],
      ['item-a\\0b', 'changed', false],
      ['item-deep', 'garbled', true],
    ]);
  });

  it('retries them in order, and the first that fails stays with the rest', async () => {
    const broken = new Set(['1', '3']);
    const moody: Projection = {
      ...items,
      apply: (event: StoredEvent) => {
        const { note } = event.data as { note?: string };
        if (note && broken.has(note)) throw new Error(`cannot take ${note}`);
        return items.apply(event);
      },
    };
    const projector = run({ projection: moody });
    await appendItem(log, 'a', 'started', { note: '0' });
    for (const note of ['1', '2', '3']) await appendItem(log, 'a', 'changed', { note });
    await done(await appendItem(log, 'a', 'changed', { note: '4' }));
    broken.delete('1');
    const parked = projector.parked('items');
    expect(await parked.retry('item-a')).toEqual({ applied: 2, parked: 2 });
    expect(await query('SELECT note FROM items')).toEqual([{ note: '2' }]);
    expect((await parked.list()).map(({ attempts, error }) => [attempts, error])).toEqual([
      [1, 'cannot take 3'],
      [0, null],
    ]);
    await done(await appendItem(log, 'a', 'changed', { size: 5 }));
    expect(await parked.list()).toHaveLength(3);
    expect(await parked.skip((await parked.list())[0]!.eventId)).toBe(true);
    expect(await parked.retry()).toEqual({ applied: 2, parked: 0 });
    expect(await query('SELECT note, size FROM items')).toEqual([{ note: '4', size: 5 }]);
    await done(await appendItem(log, 'a', 'ended'));
    expect(await ids()).toEqual([]);
    expect(await parked.skip('no such event')).toBe(false);
  });
});

describe('rows that meet in a unique constraint', () => {
  const clash = { client: 'c', item: '1' };

  it.each([
    ['in one batch', false],
    ['one by one', true],
  ])('keeps the newest and records the other, %s', async (_, oneByOne) => {
    const said: [string, string, Record<string, unknown>?][] = [
      ['a', 'started', clash],
      ['b', 'started', clash],
      ['a', 'changed', { note: 'gone already' }],
      ['c', 'started', { client: 'c' }],
      ['c', 'changed', { item: '1' }],
      ['d', 'started', { client: 'c', item: '2' }],
      ['d', 'changed', { item: '3' }],
      ['e', 'started', { client: 'c', item: '2' }],
      ['f', 'started', { client: 'c', item: '4' }],
      ['f', 'ended'],
      ['g', 'started', { client: 'c', item: '4' }],
    ];
    const projector = run();
    if (!oneByOne) await stop(projector);
    for (const [stream, type, data] of said) {
      const position = await appendItem(log, stream, type, data);
      if (oneByOne) await done(position);
    }
    const reader = oneByOne ? projector : run();
    await done(log.events.at(-1)!.position);
    expect(await query('SELECT id, item FROM items ORDER BY id')).toEqual([
      { id: 'c', item: '1' },
      { id: 'd', item: '3' },
      { id: 'e', item: '2' },
      { id: 'g', item: '4' },
    ]);
    const conflicts = await reader.conflicts('items');
    expect(conflicts.map(({ loser, winnerKey, unique }) => [loser['id'], winnerKey, unique])).toEqual([
      ['b', { id: 'c' }, ['client', 'item']],
      ['a', { id: 'b' }, ['client', 'item']],
    ]);
    expect(await reader.parked('items').list()).toEqual([]);
  });

  it('moves a row out of the way of another in the same batch', async () => {
    const projector = run();
    await appendItem(log, 'a', 'started', { client: 'c', item: '1', note: 'kept', body: ['x'], size: 3 });
    await done(await appendItem(log, 'b', 'started', { client: 'c', item: '2' }));
    await stop(projector);
    await appendItem(log, 'b', 'changed', { item: '0' });
    await appendItem(log, 'a', 'changed', { item: '2' });
    const last = await appendItem(log, 'b', 'changed', { item: '1' });
    const again = run();
    await done(last);
    expect(await query('SELECT id, item, note, body, size FROM items ORDER BY id')).toEqual([
      { id: 'a', item: '2', note: 'kept', body: ['x'], size: 3 },
      { id: 'b', item: '1', note: 'none', body: null, size: null },
    ]);
    expect(await again.conflicts('items')).toEqual([]);
  });
});

function noise(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 0x5000))).join('');
}
