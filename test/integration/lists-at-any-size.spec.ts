import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { ListAttempts, ListAttemptsHandler } from '../../src/downloads/queries/list-attempts.js';
import { type HistoryFilter, ListHistory, ListHistoryHandler } from '../../src/downloads/queries/list-history.js';
import { EXACT_UP_TO } from '../../src/downloads/queries/page.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

const ATTEMPTS = 30_000;
const EVENTS = 3 * ATTEMPTS;
/** What a page and its total may look at: some times the entries that are counted, each with its attempt. */
const BOUND = 3.5 * EXACT_UP_TO;

/** An event each five minutes. The client `old` has the first 30 %, and `rare` one attempt in a thousand. */
const FILL = `
  INSERT INTO download_attempts (id, stream, download_client, title, media_id, initiated_at, outcome)
  SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'download-' || client || '.' || n, client,
         'Show.' || md5(n::text) || '.1080p', 'tmdb:' || n % 5000, timestamptz '2025-01-01' + n * interval '15 minutes',
         CASE WHEN n % 500 = 3 THEN 'failed' ELSE 'completed' END
    FROM (SELECT n, CASE WHEN n % 1000 = 7 THEN 'rare' WHEN n < ${ATTEMPTS * 0.3} THEN 'old' ELSE 'new' END AS client
            FROM generate_series(0, ${ATTEMPTS - 1}) AS n) AS numbered;
  INSERT INTO download_history (event_id, commit_position, prepare_position, type, download_id, stream, occurred_at, actor)
  SELECT ('11111111-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, n, n,
         CASE WHEN n % 10000 = 5 THEN 'download.paused'
              ELSE (ARRAY['download.initiated', 'download.accepted', 'download.completed'])[n % 3 + 1] END,
         a.id, a.stream, timestamptz '2025-01-01' + n * interval '5 minutes', CASE WHEN n % 3000 = 9 THEN 'seldom' ELSE 'api' END
    FROM generate_series(0, ${EVENTS - 1}) AS n
    JOIN download_attempts a ON a.id = ('00000000-0000-4000-8000-' || lpad((n / 3)::text, 12, '0'))::uuid`;

type Plan = { 'Node Type': string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Plan[] } & Record<
  string,
  number
>;

const scanned = (plan: Plan): number => {
  const own = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Join Filter'] ?? 0);
  const inner = (plan.Plans ?? []).reduce((sum, each) => sum + scanned(each), 0);
  return inner + (/Scan/.test(plan['Node Type']) ? own * plan['Actual Loops'] : 0);
};

describe('a page of a list', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let looked = 0;
  /** The same database, which counts the rows that it looks at. */
  let counting: DataSource;
  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource(dataSourceOptions(database.url)).initialize();
    await source.query(FILL);
    await source.query('ANALYZE download_history, download_attempts');
    counting = {
      query: async (sql: string, values: unknown[]) => {
        if (sql.startsWith('SELECT')) {
          const explain = `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`;
          const [row] = await source.query<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(explain, values);
          looked += scanned(row!['QUERY PLAN'][0]!.Plan);
        }
        return source.query(sql, values);
      },
    } as unknown as DataSource;
  });
  beforeEach(() => void (looked = 0));
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const history = (filter: HistoryFilter = {}, cursor?: string, since?: string, limit = 100) =>
    new ListHistoryHandler(counting).execute(new ListHistory(filter, limit, cursor, since));
  const attempts = (filter: ListAttempts['filter'], cursor?: string) =>
    new ListAttemptsHandler(counting).execute(new ListAttempts(filter, 100, cursor));
  const numbers = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id.slice(-12)));
  const at = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 300_000).toISOString();
  const down = (from: number, step = 1, count = 100) => Array.from({ length: count }, (_, i) => from - i * step);
  const LAST = EVENTS - 1;
  const OLD = (EVENTS * 3) / 10 - 1;

  it.each<[string, HistoryFilter, number[], number]>([
    ['all of it', {}, down(LAST), EVENTS],
    ['a type', { type: ['download.accepted'] }, down(LAST - 1, 3), EVENTS / 3],
    ['types', { type: ['download.accepted', 'download.completed'] }, [], (EVENTS * 2) / 3],
    ['a rare type', { type: ['download.paused'] }, down(80_005, 10_000, 9), 9],
    ['a client of the past', { client: 'old' }, down(OLD), 26_973],
    ['a client that is rare', { client: 'rare' }, [], 90],
    ['no client', { client: 'none' }, [], 0],
    ['a content', { content: 'tmdb:77' }, [], 18],
    ['an actor', { actor: 'seldom' }, down(87_009, 3_000, 30), 30],
    ['an instant up to which there is much', { to: at(30_000) }, down(29_999), 30_000],
    ['a time long ago', { from: at(2_000), to: at(14_500) }, down(14_499), 12_500],
    ['a short time', { from: at(2_000), to: at(2_050) }, down(2_049, 1, 50), 50],
    ['a text of all', { text: '1080p' }, down(LAST), EVENTS],
    ['a text of one', { text: 'C4CA4238a0b9' }, [5, 4, 3], 3],
    ['a text of none', { text: 'nothing' }, [], 0],
  ])('of the history costs the same at any size: %s', async (_, filter, expected, total) => {
    const page = await history(filter);
    if (expected.length > 0) expect(numbers(page)).toEqual(expected);
    if (total <= EXACT_UP_TO) expect(page.total).toBe(total);
    else {
      expect(page.total).toBeGreaterThan(EXACT_UP_TO);
      expect(Math.abs(page.total - total)).toBeLessThan(total / 2);
    }
    expect(looked).toBeLessThan(BOUND);
  });

  it.each<[string, HistoryFilter, (n: number) => boolean]>([
    ['by position', {}, () => true],
    ['by time', { from: at(100), to: at(40_000) }, (n) => n >= 100 && n < 40_000],
    ['by time and type', { from: at(100), type: ['download.accepted'] }, (n) => n >= 100 && n % 3 === 1],
  ])('of the history follows the one before it, deep down too, %s', async (_, filter, wanted) => {
    const all = down(LAST, 1, EVENTS).filter((n) => wanted(n) && n % 10_000 !== 5);
    const seen: number[] = [];
    for (let cursor: string | undefined; seen.length < 5_000;) {
      looked = 0;
      const page = await history({ ...filter }, cursor, undefined, 1_000);
      expect(looked).toBeLessThan(BOUND);
      seen.push(...numbers(page).filter((n) => n % 10_000 !== 5));
      cursor = page.nextCursor!;
    }
    expect(seen).toEqual(all.slice(0, seen.length));
  });

  it('of what came since an instant or an entry begins there', async () => {
    const up = Array.from({ length: 100 }, (_, i) => 40_001 + i);
    expect(numbers(await history({}, undefined, at(40_000)))).toEqual(up);
    expect(
      numbers(await history({}, undefined, `11111111-0000-4000-8000-${String(40_000).padStart(12, '0')}`)),
    ).toEqual(up);
    expect(looked).toBeLessThan(2 * BOUND);
  });

  it.each<[string, ListAttempts['filter'], number]>([
    ['all of them', {}, ATTEMPTS],
    ['a client of the past', { client: 'old' }, 8_991],
    ['a client that is rare', { client: 'rare' }, 30],
    ['a content', { content: 'tmdb:77' }, 6],
    ['an outcome', { outcome: 'failed' }, 60],
    ['a text of one', { text: 'c4ca4238a0b9' }, 1],
  ])('of the attempts costs the same at any size: %s', async (_, filter, total) => {
    const page = await attempts(filter);
    if (total <= EXACT_UP_TO) expect(page.total).toBe(total);
    else expect(page.total).toBeGreaterThan(EXACT_UP_TO);
    expect(looked).toBeLessThan(BOUND);
  });
});
