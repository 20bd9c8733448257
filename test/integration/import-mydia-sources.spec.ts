import { copyFile, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import pg from 'pg';
import { importMydia } from '../../src/imports/mydia/import-mydia.js';
import { UnreadableSource } from '../../src/imports/source/tables.js';
import { MYDIA } from '../../src/imports/mydia/mydia-tables.js';
import { readSource } from '../../src/imports/source/read-source.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { contents, ledgarrDatabase } from './fixtures/mydia/imported.js';
import { client, day, download, mydiaFile, removeFolders, SAMPLE, tablesOf, temporaryFolder } from './fixtures/mydia/mydia-file.js'; // prettier-ignore

afterAll(removeFolders);

/** Leaves nothing behind. */
const read = async (source: string) => {
  const scratch = await temporaryFolder();
  try {
    return await readSource(MYDIA, source, scratch);
  } finally {
    expect(await readdir(scratch)).toEqual([]);
  }
};

describe('a Mydia in SQLite', () => {
  it.each([
    ['is not there', async () => '/nowhere/mydia.db', /^\/nowhere\/mydia\.db cannot be read: ENOENT/],
    ['is a folder', temporaryFolder, /cannot be read: EISDIR/],
    ['is no SQLite file', () => fileOf('hello, this is a text of some length'), /is no SQLite file/],
    ['is empty', () => fileOf(''), /is no SQLite file/],
    ['is cut off', async () => fileOf((await readFile(SAMPLE)).subarray(0, 10_000)), /cannot be read|no table/],
    ['belongs to another program', () => databaseOf('CREATE TABLE Movies (Id INTEGER)'),
      /no Mydia database: it has no table downloads, no table media_items, no table episodes, no table download_client_configs\.$/],
  ])('that %s is refused in words', async (_, make, words) => {
    const reading = read(await make());
    await expect(reading).rejects.toThrow(UnreadableSource);
    await expect(reading).rejects.toThrow(words);
  }); // prettier-ignore

  it.each([
    ...['updated_at', 'download_client', 'download_client_id', 'completed_at', 'error_message'],
    ...['media_item_id', 'episode_id', 'metadata'],
  ])('that lacks %s, without which its downloads would seem to be others, is refused', async (column) => {
    const reading = read(await mydiaFile({}, `ALTER TABLE downloads DROP COLUMN ${column}`));
    await expect(reading).rejects.toThrow(UnreadableSource);
    await expect(reading).rejects.toThrow(`it has no column downloads.${column}.`);
  });

  it('may be of an older version, without events, or of a newer one, with more columns', async () => {
    const rows = { downloads: [download(1, day(10))], download_client_configs: [client('NAS')] };
    const older = await read(await mydiaFile(rows, 'DROP TABLE events', 'ALTER TABLE downloads DROP COLUMN indexer'));
    expect(older.downloads).toMatchObject([{ title: 'Release.1', indexer: null }]);
    expect(older.events).toEqual([]);
    const newer = await read(await mydiaFile(rows, 'ALTER TABLE downloads ADD COLUMN imported_at TEXT'));
    expect(newer.downloads).toMatchObject([{ title: 'Release.1' }]);
  });

  it('is read by way of a copy that is taken away, as are those that killed runs have left', async () => {
    const scratch = await temporaryFolder();
    const [left, young, others] = ['import-copy-a1B2c3', 'import-copy-d4E5f6', 'import-copy-of-mine'];
    for (const name of [left, young, others]) await mkdir(join(scratch, name));
    const source = join(scratch, 'mydia.db');
    await copyFile(SAMPLE, source);
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [left, others, 'mydia.db']) await utimes(join(scratch, name), longAgo, longAgo);
    expect((await readSource(MYDIA, source, scratch)).downloads).not.toEqual([]);
    expect((await readdir(scratch)).sort()).toEqual([young, others, 'mydia.db'].sort());
  });

  it('is read with what still lies in its -wal, and nothing is written beside it', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'mydia.db');
    const wal = await walOf([`UPDATE downloads SET title = 'Written.Last' WHERE title = 'Weird.Release'`]);
    await copyFile(wal, path);
    await copyFile(`${wal}-wal`, `${path}-wal`);
    const before = [await readFile(path), await readFile(`${path}-wal`)];
    const { downloads } = await read(path);
    expect(downloads.map(({ title }) => title)).toContain('Written.Last');
    expect(await readdir(folder)).toEqual(['mydia.db', 'mydia.db-wal']);
    expect([await readFile(path), await readFile(`${path}-wal`)]).toEqual(before);
  });
});

describe('a Mydia in PostgreSQL', () => {
  let mydia: FreshDatabase;
  beforeAll(async () => {
    mydia = await freshDatabase({ migrated: false });
    await loadInto(mydia.url);
  });
  afterAll(() => mydia.drop());

  it('comes to the same as the one in SQLite', async () => {
    const { database, drop } = await ledgarrDatabase();
    try {
      const [fromSqlite, fromPostgres] = [new MemoryEventLog(), new MemoryEventLog()];
      await importMydia({ source: SAMPLE, log: fromSqlite, database });
      await database.query('TRUNCATE download_clients');
      const report = await importMydia({ source: mydia.url, log: fromPostgres, database });
      expect(contents(fromPostgres)).toEqual(contents(fromSqlite));
      expect(report).toMatchObject({ attempts: 17, outcomes: { active: 8 } });
      expect(report.clients).toHaveLength(3);
    } finally {
      await drop();
    }
  });

  it('is refused in words when it is none, or not there, without its password', async () => {
    const other = await freshDatabase({ migrated: false });
    await expect(read(other.url)).rejects.toThrow(/is no Mydia database: it has no table downloads/);
    await other.drop();
    const nobody = read('postgres://me:hidden@127.0.0.1:1/mydia');
    await expect(nobody).rejects.toThrow(/^postgres:\/\/127\.0\.0\.1:1\/mydia cannot be reached: .*ECONNREFUSED/);
    await expect(nobody).rejects.not.toThrow(/hidden/);
  });
});

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'mydia.db');
  await writeFile(path, content);
  return path;
}

async function databaseOf(...sql: string[]): Promise<string> {
  const path = join(await temporaryFolder(), 'other.db');
  const database = new sqlite.Database(path);
  for (const one of sql) database.exec(one);
  database.close();
  return path;
}

/** The sample with changes that are in its -wal only: copied while a writer has it open. */
async function walOf(changes: string[]): Promise<string> {
  const folder = await temporaryFolder();
  const path = join(folder, 'mydia.db');
  await copyFile(SAMPLE, path);
  const database = new sqlite.Database(path);
  for (const sql of [
    'PRAGMA locking_mode = EXCLUSIVE',
    'PRAGMA journal_mode = WAL',
    'PRAGMA wal_autocheckpoint = 0',
    ...changes,
  ]) {
    database.exec(sql);
  }
  const copy = join(folder, 'copy');
  await mkdir(copy);
  await copyFile(path, join(copy, 'mydia.db'));
  await copyFile(`${path}-wal`, join(copy, 'mydia.db-wal'));
  database.close();
  return join(copy, 'mydia.db');
}

/** The sample with the types that Mydia gives its columns in PostgreSQL. */
async function loadInto(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { name, rows } of tablesOf(SAMPLE)) {
    const columns = Object.keys(rows[0]!);
    const type = (column: string): string => {
      if (column === 'id' || /_id$/.test(column)) return rows.every((row) => isUuid(row[column])) ? 'uuid' : 'text';
      if (/_at$/.test(column)) return 'timestamp(0)';
      if (/^(enabled|use_ssl|monitored)$/.test(column)) return 'boolean';
      return rows.some((row) => typeof row[column] === 'number') ? 'integer' : 'text';
    };
    await client.query(`CREATE TABLE ${name} (${columns.map((column) => `${column} ${type(column)}`).join(', ')})`);
    const places = columns.map((_, i) => `$${i + 1}`).join(', ');
    for (const row of rows) await client.query(`INSERT INTO ${name} VALUES (${places})`, Object.values(row));
  }
  await client.end();
}

const isUuid = (value: unknown) => value === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value));
