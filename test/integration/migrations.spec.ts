import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type MigrationInterface } from 'typeorm';
import { loadMigrations, migrate } from '../../src/database/migrate.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';

type MigrationClass = new () => MigrationInterface;

let database: FreshDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await freshDatabase({ migrated: false });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

/** The migrations in the order in which TypeORM runs them, up to one or from the one after it. */
const split = async (last: string): Promise<[MigrationClass[], MigrationClass[]]> => {
  const time = ({ name }: MigrationClass) => Number(name.slice(-13));
  const all = (await loadMigrations()).sort((a, b) => time(a) - time(b));
  const at = all.findIndex(({ name }) => name.startsWith(last)) + 1;
  return [all.slice(0, at), all];
};

const rows = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await client.query<T>(sql, values)).rows;

const insert = (row: Record<string, unknown>): Promise<unknown> => {
  const whole = { item_key: 'k', stream: 's', status: 'queued', title: 't', protocol: 'torrent', ...row };
  const names = Object.keys(whole);
  const places = names.map((_, index) => `$${index + 1}`);
  return client.query(`INSERT INTO downloads (${names.join()}) VALUES (${places.join()})`, Object.values(whole));
};

const day = (number: number) => `2026-01-0${number}T00:00:00Z`;
const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

describe('migrate', () => {
  it('makes the tables, and has nothing to do the second time', async () => {
    const told: string[] = [];
    const ran = await migrate(database.url, { onProgress: (message) => told.push(message) });
    expect(ran.length).toBe((await loadMigrations()).length);
    expect(told.filter((message) => message.includes('CreateDownloads'))).not.toEqual([]);
    const tables = await rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'downloads',
        'download_telemetry',
        'download_history',
        'download_attempts',
        'download_clients',
        'download_client_health',
        'release_sources',
        'idempotency_keys',
      ]),
    );
    expect(await migrate(database.url)).toEqual([]);
  });

  it('runs each migration once when several instances start together', async () => {
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));
    expect(ran.flat().sort()).toEqual((await loadMigrations()).map(({ name }) => name).sort());
  });

  it('leaves the database as it was when a migration fails', async () => {
    class Broken1795219200001 implements MigrationInterface {
      async up(db: Parameters<MigrationInterface['up']>[0]) {
        await db.query('CREATE TABLE half (id int)');
        await db.query('SELECT 1 / 0');
      }
      async down() {}
    }
    await expect(migrate(database.url, { migrations: [Broken1795219200001] })).rejects.toThrow('division by zero');
    expect(await rows(`SELECT 1 FROM pg_tables WHERE tablename = 'half'`)).toEqual([]);
    await expect(migrate(database.url)).resolves.not.toEqual([]);
  });

  it('refuses to go back', async () => {
    const forward = (await loadMigrations()).filter(({ name }) => /Downloads|ClientItem|Clients|Requests/.test(name));
    expect(forward).toHaveLength(4);
    for (const Migration of forward) {
      await expect(new Migration().down({} as never)).rejects.toThrow('forward only');
    }
  });
});

describe('a second row for the same client item', () => {
  it('is refused by the database, which lets several without an item pass', async () => {
    await migrate(database.url);
    const row = { download_client: 'builtin', download_client_id: 'gid', initiated_at: day(1), updated_at: day(1) };
    await insert({ ...row, id: idOf(1) });
    await expect(insert({ ...row, id: idOf(2) })).rejects.toMatchObject({
      code: '23505',
      constraint: 'downloads_client_item_unique',
    });
    await insert({ ...row, id: idOf(3), download_client: 'other' });
    await insert({ ...row, id: idOf(4), download_client_id: null });
    await insert({ ...row, id: idOf(5), download_client_id: null });
    expect(await rows('SELECT 1 FROM downloads')).toHaveLength(4);
  });
});

describe('the unique constraint on a table that has duplicates already', () => {
  const seeded = async () => {
    const [before, all] = await split('CreateDownloads');
    await migrate(database.url, { migrations: before });
    return all;
  };

  it('keeps the most recent of each group, and the others whole in the report', async () => {
    const all = await seeded();
    const group = { download_client: 'builtin', download_client_id: 'a' };
    await insert({ ...group, id: idOf(1), initiated_at: day(1), updated_at: day(9), title: 'oldest', size_bytes: 7 });
    await insert({ ...group, id: idOf(2), initiated_at: day(3), updated_at: day(3), title: 'newest' });
    await insert({ ...group, id: idOf(3), initiated_at: day(2), updated_at: day(2) });
    await insert({ ...group, id: idOf(4), initiated_at: day(1), updated_at: day(1), download_client: 'other' });
    await client.query('INSERT INTO download_telemetry (download_id) VALUES ($1), ($2)', [idOf(1), idOf(2)]);

    const told: string[] = [];
    await migrate(database.url, { migrations: all, onProgress: (message) => told.push(message) });

    expect(await rows('SELECT id FROM downloads ORDER BY id')).toEqual([{ id: idOf(2) }, { id: idOf(4) }]);
    expect(await rows('SELECT download_id FROM download_telemetry')).toEqual([{ download_id: idOf(2) }]);
    const removed = await rows<{ id: string; kept_id: string; row: object; removed_at: Date }>(
      'SELECT * FROM downloads_removed_duplicates ORDER BY id',
    );
    expect(removed.map(({ id, kept_id }) => [id, kept_id])).toEqual([
      [idOf(1), idOf(2)],
      [idOf(3), idOf(2)],
    ]);
    expect(removed[0]?.row).toMatchObject({ id: idOf(1), title: 'oldest', size_bytes: 7, download_client: 'builtin' });
    expect(removed[0]?.removed_at).toBeInstanceOf(Date);
    expect(told).toEqual(expect.arrayContaining([expect.stringContaining('removed 2 duplicate downloads')]));
  });

  it('breaks ties by the last change, then by id', async () => {
    const all = await seeded();
    const tied = { download_client: 'builtin', initiated_at: day(1) };
    await insert({ ...tied, download_client_id: 'a', id: idOf(2), updated_at: day(1) });
    await insert({ ...tied, download_client_id: 'a', id: idOf(1), updated_at: day(2) });
    await insert({ ...tied, download_client_id: 'b', id: idOf(3), updated_at: day(1) });
    await insert({ ...tied, download_client_id: 'b', id: idOf(4), updated_at: day(1) });
    await migrate(database.url, { migrations: all });
    expect(await rows('SELECT id FROM downloads ORDER BY id')).toEqual([{ id: idOf(1) }, { id: idOf(4) }]);
  });

  it('takes rows without an item for no group at all', async () => {
    const all = await seeded();
    for (const number of [1, 2, 3]) {
      const item = { download_client: 'builtin', download_client_id: null, item_key: 'same' };
      await insert({ ...item, id: idOf(number), initiated_at: day(1), updated_at: day(1) });
    }
    const told: string[] = [];
    await migrate(database.url, { migrations: all, onProgress: (message) => told.push(message) });
    expect(await rows('SELECT 1 FROM downloads')).toHaveLength(3);
    expect(await rows('SELECT 1 FROM downloads_removed_duplicates')).toEqual([]);
    expect(told.filter((message) => message.includes('duplicate'))).toEqual([]);
  });

  it('copes with 100,000 rows', async () => {
    const all = await seeded();
    // 100,000 rows: 10,000 without an item, 90,000 over 30,000 items of two clients, many of the same instant.
    await client.query(`
      INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, title, initiated_at, updated_at)
      SELECT gen_random_uuid(), 's', CASE WHEN n % 2 = 0 THEN 'one' ELSE 'two' END,
        CASE WHEN n < 90000 THEN 'item-' || n % 30000 END, 'k', 'queued', 't',
        timestamptz '2026-01-01' + (n % 7) * interval '1 day', timestamptz '2026-02-01' + (n % 3) * interval '1 day'
      FROM generate_series(0, 99999) AS n
    `);
    const [best] = await rows<{ digest: string }>(`
      SELECT md5(string_agg(id::text, ',' ORDER BY id)) AS digest FROM (
        SELECT DISTINCT ON (download_client, download_client_id) id FROM downloads WHERE download_client_id IS NOT NULL
        ORDER BY download_client, download_client_id, initiated_at DESC, updated_at DESC, id DESC) AS best`);

    await migrate(database.url, { migrations: all });

    const [kept] = await rows(`
      SELECT md5(string_agg(id::text, ',' ORDER BY id)) AS digest, count(*)::int AS count
      FROM downloads WHERE download_client_id IS NOT NULL`);
    expect(kept).toEqual({ digest: best?.digest, count: 30_000 });
    expect(await rows('SELECT count(*)::int AS count FROM downloads')).toEqual([{ count: 40_000 }]);
    expect(await rows('SELECT count(*)::int AS count FROM downloads_removed_duplicates')).toEqual([{ count: 60_000 }]);
  });
});

describe('each later migration on a database that is in use', () => {
  it('leaves the rows of the tables before it as they are', async () => {
    const [first, all] = await split('UniqueClientItem');
    await migrate(database.url, { migrations: first });
    const id = randomUUID();
    await insert({ id, download_client: 'builtin', download_client_id: 'a', initiated_at: day(1), updated_at: day(2) });
    await client.query(
      `INSERT INTO download_history (event_id, commit_position, prepare_position, download_id, data)
       VALUES ($1, 18446744073709551615, 18446744073709551615, $1, '{"a":1}')`,
      [id],
    );
    await client.query(`INSERT INTO download_attempts (id, outcome) VALUES ($1, 'failed')`, [id]);
    const tables = ['downloads', 'download_history', 'download_attempts'];
    const dump = async () => {
      const found: object[][] = [];
      for (const table of tables) found.push(await rows(`SELECT * FROM ${table}`));
      return found;
    };
    const before = await dump();
    for (let count = first.length + 1; count <= all.length; count += 1) {
      await migrate(database.url, { migrations: all.slice(0, count) });
      // Columns that came since are empty.
      expect(await dump()).toEqual(before.map((table) => table.map((row) => expect.objectContaining(row))));
    }
    expect(before[1]).toMatchObject([{ commit_position: '18446744073709551615' }]);
  });
});
