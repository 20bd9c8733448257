import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sqlite from 'node-sqlite3-wasm';
import pino from 'pino';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { importMydia } from '../src/imports/mydia/import-mydia.js';
import { downloads } from '../src/downloads/projections/downloads.js';
import { finished } from '../src/downloads/projections/finished.js';
import { history } from '../src/downloads/projections/history.js';
import { superviseNode } from '@ledgarr/event-store-node/supervisor';
import { startPostgres } from '../src/embedded/postgres/start-postgres.js';
import { EsdbEventLog } from '../src/event-store/esdb-event-log.js';
import { Projector } from '../src/event-processing/projections/projector.js';

export type Measure = { name: string; value: number; unit: string; goal: number; ratio?: number };

const SHOWS = 500;
const SCHEMA = [
  'CREATE TABLE media_items (id TEXT PRIMARY KEY, type TEXT, title TEXT, year INTEGER, tmdb_id INTEGER, imdb_id TEXT)',
  'CREATE TABLE episodes (id TEXT PRIMARY KEY, media_item_id TEXT, season_number INTEGER, episode_number INTEGER)',
  `CREATE TABLE downloads (id TEXT PRIMARY KEY, media_item_id TEXT, episode_id TEXT, indexer TEXT, title TEXT,
     download_url TEXT, download_client TEXT, download_client_id TEXT, completed_at TEXT, error_message TEXT,
     metadata TEXT, inserted_at TEXT, updated_at TEXT)`,
  'CREATE TABLE events (id TEXT PRIMARY KEY, category TEXT, type TEXT, metadata TEXT, inserted_at TEXT)',
  `CREATE TABLE download_client_configs (id TEXT PRIMARY KEY, name TEXT, type TEXT, host TEXT, port INTEGER,
     inserted_at TEXT)`,
];

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');
const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
const uuid = (n: number): string => `00000000-0000-4000-8000-${hex(n, 12)}`;
const at = (minute: number): string => new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString().slice(0, 19);

/** Downloads of episodes, one every two minutes: nine in ten completed, one in twenty failed, the others active. */
function fill(database: InstanceType<typeof sqlite.Database>, rows: number): void {
  for (const sql of ['BEGIN', ...SCHEMA]) database.exec(sql);
  database.run(`INSERT INTO download_client_configs VALUES ('c', 'NAS', 'transmission', 'nas', 9091, '${at(0)}')`);
  const show = database.prepare(`INSERT INTO media_items VALUES (?, 'tv_show', ?, 2010, ?, NULL)`);
  for (let i = 0; i < SHOWS; i++) show.run([`show-${i}`, `Show ${i}`, i + 1]);
  const episode = database.prepare('INSERT INTO episodes VALUES (?, ?, ?, ?)');
  const download = database.prepare(
    `INSERT INTO downloads VALUES (?, ?, ?, 'Indexer', ?, ?, 'NAS', ?, ?, ?, '{"size":900000000}', ?, ?)`,
  );
  const event = database.prepare(`INSERT INTO events VALUES (?, 'downloads', ?, ?, ?)`);
  for (let i = 0; i < rows; i++) {
    const [of, number] = [i % SHOWS, Math.floor(i / SHOWS)];
    const [season, part] = [Math.floor(number / 20) + 1, (number % 20) + 1];
    const title = `Show.${of}.S${padded(season, 2)}E${padded(part, 2)}.1080p.WEB-DL-GROUP`;
    const [begun, ended, kind] = [at(i * 2), at(i * 2 + 1), i % 20];
    episode.run([`episode-${i}`, `show-${of}`, season, part]);
    const link = `magnet:?xt=urn:btih:${hex(i, 40)}&tr=http%3A%2F%2Ftracker%2F${hex(i, 32)}%2Fannounce`;
    const [completed, error] = [kind > 1 ? ended : null, kind === 1 ? 'no peers' : null];
    download.run([uuid(i), `show-${of}`, `episode-${i}`, title, link, hex(i, 40), completed, error, begun, ended]);
    const metadata = JSON.stringify({ download_id: uuid(i), title, download_client: 'NAS' });
    event.run([`${i}-begun`, 'download.initiated', metadata, begun]);
  }
  for (const statement of [show, episode, download, event]) statement.finalize();
  database.exec('COMMIT');
}

/** A Mydia of that many downloads. @returns its path */
export function makeMydia(folder: string, rows: number): string {
  const path = join(folder, 'mydia.db');
  const database = new sqlite.Database(path);
  fill(database, rows);
  database.close();
  return path;
}

/** Has the queue and the history follow the log up to its end. */
async function project(log: EsdbEventLog, databaseUrl: string): Promise<void> {
  const projections = [downloads, history, finished];
  const projector = new Projector({ databaseUrl, log, projections, logger: pino({ level: 'silent' }) });
  projector.start();
  try {
    const end = await log.lastPosition(['download-']);
    for (const { name } of projections) {
      if (!(await projector.waitFor(name, end!, 600_000))) throw new Error(`${name} does not follow the log`);
    }
  } finally {
    await projector.stop();
  }
}

/**
 * How long the import of 100,000 downloads takes into an empty Ledgarr with its embedded parts, and again, when all of it
 * is in the log, and when the history has it too, as it has soon where Ledgarr runs.
 */
export async function benchImportMydia(rows = 100_000): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgarr-bench-import-'));
  await chmod(folder, 0o755); // PostgreSQL refuses to run as root, and must get there as somebody else
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const source = makeMydia(folder, rows);
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: pino({ level: 'silent' }) });
    stops.push(() => postgres.stop());
    await migrate(postgres.url);
    const node = await superviseNode({ databaseUrl: postgres.url, logger: pino({ level: 'silent' }) });
    stops.push(() => node.stop());
    const database = await createDataSource(postgres.url).initialize();
    stops.push(() => database.destroy());
    const log = new EsdbEventLog(node.connectionString);
    stops.push(() => log.close());
    const timed = async (added: number): Promise<number> => {
      const began = performance.now();
      const report = await importMydia({ source, log, database });
      if (report.added !== added) throw new Error(`${report.added} attempts were added, ${added} were to be`);
      return (performance.now() - began) / 1_000;
    };
    const projectedFirst = async () => {
      await project(log, postgres.url);
      return timed(0);
    };
    return [
      { name: `import of ${rows} downloads from Mydia`, value: await timed(rows), unit: 's', goal: 60 },
      { name: 'the same import again', value: await timed(0), unit: 's', goal: 60 },
      { name: 'and again, with the history up to date', value: await projectedFirst(), unit: 's', goal: 60 },
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.table(await benchImportMydia(Number(process.argv[2] ?? 100_000)));
