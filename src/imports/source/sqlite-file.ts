import { rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { type DataOf, readTables, type SourceKind, type SourceRow, type Tables, UnreadableSource } from './tables.js';

const MAGIC = 'SQLite format 3\0';
/** The log of changes and the rollback journal belong to the file: without them it may be half a transaction. */
const PARTS = ['', '-wal', '-journal'];

/**
 * Reads another program's SQLite file by way of a copy, since SQLite writes beside what it opens (locks, indexes of the log), and
 * the file is somebody else's. What still lies in its `-wal` is read with it.
 * @param scratch the folder for the copy, made if need be
 * @throws UnreadableSource
 */
export async function readSqliteFile<T extends Tables>(
  kind: SourceKind<T>,
  path: string,
  scratch: string,
): Promise<DataOf<T>> {
  await mustBeSqlite(kind, path);
  const folder = await folderIn(scratch);
  // An interrupted command does not come as far as the end of this.
  const atExit = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', atExit);
  try {
    const copy = join(folder, 'copy.db');
    await copyAtRest(kind, path, copy);
    return await readCopy(kind, copy, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', atExit);
  }
}

const PREFIX = 'import-copy-';
const COPY = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`);
/** Milliseconds. Nobody reads a copy for an hour. */
const ABANDONED = 3_600_000;

/** A folder of one's own. A copy holds passwords: what a killed run left is taken away. */
async function folderIn(scratch: string): Promise<string> {
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  for (const name of await readdir(scratch)) {
    if (!COPY.test(name)) continue; // not ours
    const left = join(scratch, name);
    const age = await stat(left).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0, // whose it was has taken it away
    );
    if (age > ABANDONED) await rm(left, { recursive: true, force: true });
  }
  return mkdtemp(join(scratch, PREFIX));
}

async function readCopy<T extends Tables>(kind: SourceKind<T>, copy: string, path: string): Promise<DataOf<T>> {
  try {
    const database = new sqlite.Database(copy, { fileMustExist: true });
    try {
      // Alone with the copy there is no need for the shared memory that a -wal otherwise asks for, and that is not to be had here.
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      return await readTables(kind, questionsTo(database), path);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof sqlite.SQLite3Error) throw new UnreadableSource(`${path} cannot be read: ${error.message}`);
    throw error;
  }
}

const questionsTo = (database: InstanceType<typeof sqlite.Database>) => ({
  columnsOf: async (table: string) =>
    database.all('SELECT name FROM pragma_table_info(?)', [table]).map(({ name }) => String(name)),
  rows: async (sql: string) => database.all(sql) as SourceRow[],
});

async function mustBeSqlite({ program }: SourceKind<Tables>, path: string): Promise<void> {
  let head: string;
  try {
    const file = await open(path);
    try {
      head = (await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0)).buffer.toString('latin1');
    } finally {
      await file.close();
    }
  } catch (error) {
    // Missing, a folder, or not to be read: the system's words say it.
    throw new UnreadableSource(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (head !== MAGIC) throw new UnreadableSource(`${path} is no ${program} database: it is no SQLite file.`);
}

/** Copies all parts; what changes meanwhile would be copied torn. */
async function copyAtRest({ program }: SourceKind<Tables>, path: string, copy: string): Promise<void> {
  const before = await standOf(path);
  for (const part of PARTS) if (before.has(part)) await copyFile(path + part, copy + part);
  const after = await standOf(path);
  if (PARTS.every((part) => before.get(part) === after.get(part))) return;
  throw new UnreadableSource(`${path} is being written to: stop ${program} and try again.`);
}

async function standOf(path: string): Promise<Map<string, string>> {
  const stands = new Map<string, string>();
  for (const part of PARTS) {
    const found = await stat(path + part, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null; // a part that is not needed
      throw error;
    });
    if (found) stands.set(part, `${found.size} ${found.mtimeNs}`);
  }
  return stands;
}
