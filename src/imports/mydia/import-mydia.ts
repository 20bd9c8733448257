import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { type EventLog } from '../../event-store/event-log.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { systemClock } from '../../downloads/initiation/clock.js';
import { StreamRepository, type StreamExistenceHint } from '../../downloads/streams/stream-repository.js';
import { attemptsOf, mentionedClients, toldBy } from './attempts-of.js';
import { type NamedClient, nameClients, type OwnClient } from './client-names.js';
import { type ImportParts } from './import-parts.js';
import { importItem, type Imported } from './item-import.js';
import { knownAttempts } from './known-attempts.js';
import { type ItemPlan, planImport, streamOf } from './plan.js';
import { readMydia } from './read-mydia.js';
import { type ImportReport, reportOf } from './report.js';
import { isUsable, takeOverClients } from './take-over-clients.js';

export type ImportOptions = {
  /** The path of Mydia's SQLite file, or the URL of its PostgreSQL database. Neither is written to. */
  source: string;
  log: EventLog;
  /** Ledgarr's own database: for the clients and the links. */
  database: DataSource;
  /** A folder for a copy of Mydia's file, which is there for as long as it is read; the system's for temporary files without. */
  scratch?: string;
  /** Finds out what would be done, and does nothing of it. */
  dryRun?: boolean;
  /** Counts attempts. */
  onProgress?: (done: number, total: number) => void;
  /** How long a claim without its download is waited for; that of the service, 1 s without. */
  claimGraceMs?: number;
};

/** Items that are worked at side by side. */
const AT_ONCE = 256;

/**
 * Brings along what Mydia has downloaded, is downloading, and downloads with. Can be repeated: what is there already, of
 * an earlier run or of one that broke off, is not written again.
 * @throws NotMydia when the source is none; a client or link may have been written when the log fails
 */
export async function importMydia(options: ImportOptions): Promise<ImportReport> {
  const { source, scratch = join(tmpdir(), 'ledgarr-import'), database, dryRun = false } = options;
  const data = await readMydia(source, scratch);
  const told = toldBy(data);
  const own = await database.query<OwnClient[]>('SELECT id, name FROM download_clients ORDER BY id');
  const clients = nameClients(data.download_client_configs, mentionedClients(told), own);
  const attempts = attemptsOf(told, data, clients, goneClients(clients.values(), own));
  const ids = attempts.map(({ downloadId }) => downloadId);
  const parts = await partsOf(options, await knownAttempts(ids, database, options.log));
  const takenOver = await takeOverClients(clients.values(), database, dryRun);
  return reportOf(await importAll(planImport(attempts), parts, options.onProgress), takenOver, dryRun);
}

/** The names of clients whose downloads nobody could follow: neither Mydia nor Ledgarr knows how to reach them. */
function goneClients(clients: Iterable<NamedClient>, own: readonly OwnClient[]): Set<string> {
  const gone = [...clients].filter((client) => !isUsable(client) && !own.some(({ id }) => id === client.slug));
  return new Set(gone.map(({ name }) => name));
}

const IN_NO_STREAM: StreamExistenceHint = () => Promise.resolve(false);

async function partsOf(
  { log, database, dryRun = false, claimGraceMs = 1_000 }: ImportOptions,
  known: ImportParts['known'],
): Promise<ImportParts> {
  const sources = new ReleaseSources(database);
  const items = await activeItems(database);
  const isEmpty = (await log.lastPosition(['download-', 'content-'])) === null;
  return {
    ...{ dryRun, claimGraceMs, known },
    streams: isEmpty ? new StreamRepository(log, IN_NO_STREAM) : new StreamRepository(log),
    clock: systemClock,
    keepRelease: async ({ payload }) => payload && sources.keep(payload),
    hasItem: (attempt) => {
      const stream = items.get(`${attempt.client} ${attempt.downloadClientId}`);
      return stream !== undefined && stream !== streamOf(attempt);
    },
  };
}

/** Streams by client and item. */
async function activeItems(database: DataSource): Promise<Map<string, string>> {
  const rows = await database.query<{ item: string; stream: string }[]>(
    `SELECT download_client || ' ' || download_client_id AS item, stream FROM downloads
     WHERE download_client_id IS NOT NULL`,
  );
  return new Map(rows.map(({ item, stream }) => [item, stream]));
}

async function importAll(
  plans: readonly ItemPlan[],
  parts: ImportParts,
  onProgress: ImportOptions['onProgress'],
): Promise<Imported[]> {
  const total = plans.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const results: Imported[][] = [];
  let done = 0;
  const waiting = plans.entries();
  const stop = new AbortController();
  const work = async () => {
    for (const [i, plan] of waiting) {
      if (stop.signal.aborted) return;
      results[i] = await importItem(plan, parts);
      done += plan.attempts.length;
      onProgress?.(done, total);
    }
  };
  await untilAllEnd(Array.from({ length: AT_ONCE }, work), stop);
  return results.flat();
}

/** After a failure the others finish what they are at, so that nothing is written once it is reported. */
async function untilAllEnd(works: readonly Promise<void>[], stop: AbortController): Promise<void> {
  for (const work of works) void work.catch(() => stop.abort()); // and is thrown below
  for (const end of await Promise.allSettled(works)) if (end.status === 'rejected') throw end.reason;
}
