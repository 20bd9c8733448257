import { type Projection } from '../../src/event-processing/projections/projection.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { LONG_LOG_EVENTS } from '../../src/event-processing/projections/rebuild/long-log.js';
import { type Progress } from '../../src/event-processing/projections/rebuild/rebuild-progress.js';
import { rebuild, rebuildTogether } from '../../src/event-processing/projections/rebuild/rebuild.js';
import { appendItem, createItems, items, newEvent, projected, quiet, rowsOf } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let database: FreshDatabase;
let log: MemoryEventLog;

beforeEach(async () => {
  database = await freshDatabase();
  await createItems(database.url);
  log = new MemoryEventLog();
});

afterEach(() => database.drop());

/** What the live projection makes of the log; then what a rebuild that keeps so many rows in memory finds different. */
async function rebuiltWith(rows: number) {
  const projector = new Projector({ databaseUrl: database.url, log, projections: [items], logger: quiet });
  projector.start();
  try {
    await projected(database.url, 'items', (await log.lastPosition(['item-']))!);
    const live = {
      parked: (await projector.parked('items').list()).length,
      conflicts: (await projector.conflicts('items')).length,
    };
    const limits = { rows, size: Infinity };
    const rebuilt = await rebuild({
      projection: items,
      eventLog: log,
      database: { connectionString: database.url },
      dryRun: true,
      limits,
    });
    return { live, rebuilt };
  } finally {
    await projector.stop();
  }
}

const same = (table: string, key: string) => ({ table, key: [key], missing: 0, unexpected: 0, different: 0, rows: [] });
const AS_THE_LOG_SAYS = [same('items', 'id'), same('entries', 'event_id')];

/** Random, and the same for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Few items and few places in the client, so that they meet; bodies with what COPY and JSON escape. */
async function writeRandomly(seed: number, count: number): Promise<void> {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i++) {
    const stream = `s${random(12)}`;
    const place = { client: 'c', item: `${random(8)}` };
    const note = ['plain', 'tab\tand\nline\r\\N \\', '"quoted" é\u{1f600}', ''][random(4)]!;
    const kind = random(20);
    if (kind < 6)
      await appendItem(log, stream, 'started', {
        ...place,
        note,
        size: random(9),
        body: { note, deep: [null, 1, { a: note }] },
      });
    else if (kind < 11) await appendItem(log, stream, 'changed', { note });
    else if (kind < 14) await appendItem(log, stream, 'changed', { ...place, body: random(2) ? null : [note] });
    else if (kind < 18) await appendItem(log, stream, 'ended');
    else if (kind < 19) await appendItem(log, stream, 'unheard-of');
    else if (random(4) === 0) await appendItem(log, stream, 'garbled');
  }
}

/** The log with what was handed out of it counted. */
class Counting extends MemoryEventLog {
  given = 0;

  override lastPosition(prefixes: readonly string[]) {
    return log.lastPosition(prefixes);
  }

  override async *subscribe(options: Parameters<MemoryEventLog['subscribe']>[0], signal: AbortSignal) {
    for await (const event of log.subscribe(options, signal)) {
      this.given += 1;
      yield event;
    }
  }
}

const others: Projection = {
  ...items,
  name: 'others',
  tables: [{ name: 'others', key: ['id'] }],
  apply: ({ id }) => [{ op: 'put', table: 'others', row: { id } }],
};
const createOthers = () => rowsOf(database.url, 'CREATE TABLE others (id text PRIMARY KEY)');
const countOthers = async () => (await rowsOf(database.url, 'SELECT count(*)::int AS n FROM others'))[0]!['n'];

describe('a rebuild in memory', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'makes the rows of the live projection, however few it keeps in memory (seed %i)',
    async (seed) => {
      await writeRandomly(seed, 250);
      const { live, rebuilt } = await rebuiltWith([1, 2, 5, 11, 50, 20_000][seed - 1]!);
      expect(rebuilt.differences).toEqual(AS_THE_LOG_SAYS);
      expect(rebuilt).toMatchObject({ events: log.events.length, parked: live.parked });
    },
  );

  it('takes an event that is in the log twice for one', async () => {
    const started = newEvent('started', { key: 'a', client: 'c', item: '1' });
    await log.append('item-a', [started], 'no-stream');
    await appendItem(log, 'b', 'started', { client: 'c', item: '2' });
    const { revision } = await log.readStream('item-a');
    await log.append('item-a', [started], revision);
    expect((await rebuiltWith(1)).rebuilt.differences).toEqual(AS_THE_LOG_SAYS);
  });

  it('parks the event of a row that the database refuses, with what follows it', async () => {
    await appendItem(log, 'a', 'started', { client: 'c', item: '1' });
    await appendItem(log, 'b', 'started', { client: 'c', item: '2', size: 'huge' });
    await appendItem(log, 'b', 'changed', { note: 'behind it' });
    await appendItem(log, 'c', 'started', { client: 'c', item: '3' });
    const { live, rebuilt } = await rebuiltWith(20_000);
    expect(rebuilt.differences).toEqual(AS_THE_LOG_SAYS);
    expect(rebuilt).toMatchObject({ events: 4, parked: 2 });
    expect(live.parked).toBe(2);
  });

  it('reads the log once for all projections', async () => {
    await createOthers();
    await writeRandomly(7, 60);
    const eventLog = new Counting();
    const results = await rebuildTogether([items, others], { eventLog, database: { connectionString: database.url } });
    expect(results.map(({ events }) => events)).toEqual([log.events.length, log.events.length]);
    expect(eventLog.given).toBe(log.events.length);
    expect(await countOthers()).toBe(log.events.length);
  });

  it('knows how much there is to do where the projection has never run', async () => {
    for (let i = 0; i < 5_000; i++) await log.append(`item-s${i}`, [newEvent('unheard-of', {})], 'no-stream');
    const reports: Progress[] = [];
    const onProgress = (progress: Progress) => void reports.push(progress);
    await rebuild({ projection: items, eventLog: log, database: { connectionString: database.url }, onProgress });
    expect(reports[0]!.done).toBeLessThan(5_000);
    expect(reports[0]!.total).toBe(5_000);
  });
});

describe('a projection that begins', () => {
  const run = async (eventLog: Counting) => {
    const projector = new Projector({ databaseUrl: database.url, log: eventLog, projections: [items, others], logger: quiet }); // prettier-ignore
    projector.start();
    const end = (await log.lastPosition(['item-']))!;
    await Promise.all(['items', 'others'].map((name) => projected(database.url, name, end)));
    await projector.stop();
  };
  beforeEach(createOthers);

  it('follows a short log batch by batch', async () => {
    await writeRandomly(9, 50);
    await run(new Counting());
    expect(await countOthers()).toBe(log.events.length);
  });

  it('is built aside where the log is long, together with the others, and goes on from there', async () => {
    for (let i = 0; i < LONG_LOG_EVENTS; i++) await appendItem(log, `s${i}`, 'started', { client: 'c', item: `${i}` });
    const eventLog = new Counting();
    await run(eventLog);
    expect(await countOthers()).toBe(LONG_LOG_EVENTS);
    // Each has looked whether the log is long, and it was read once for both.
    expect(eventLog.given).toBe(3 * LONG_LOG_EVENTS);
    await appendItem(log, 'later', 'started', { client: 'c', item: 'later' });
    await run(eventLog);
    expect(await countOthers()).toBe(LONG_LOG_EVENTS + 1);
    expect((await rebuiltWith(20_000)).rebuilt.differences).toEqual(AS_THE_LOG_SAYS);
  });
});
