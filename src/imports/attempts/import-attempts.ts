import { type DataSource } from 'typeorm';
import { type EventLog } from '../../event-store/event-log.js';
import { ClaimProtocol } from '../../downloads/initiation/claim-protocol.js';
import { systemClock } from '../../downloads/initiation/clock.js';
import { type StreamExistenceHint, StreamRepository } from '../../downloads/streams/stream-repository.js';
import { ReleaseSources } from '../../releases/release-sources.js';
import { type AttemptHistory } from './attempt-history.js';
import { DryRunLog } from './dry-run-log.js';
import { type ImportParts } from './import-parts.js';
import { importItem, type ImportResult } from './item-import.js';
import { knownAttempts } from './known-attempts.js';
import { type ItemPlan, planImport, streamOf } from './plan.js';

export type ImportAttemptsOptions = {
  log: EventLog;
  /** Ledgarr's own database: for the links, and what is known already. */
  database: DataSource;
  /** Finds out what would be done, and does nothing of it. */
  dryRun?: boolean;
  /** Counts attempts. */
  onProgress?: (done: number, total: number) => void;
  /** How long a claim without its download is waited for; that of the service, 1 s without. */
  claimGraceMs?: number;
};

/** Items that are worked at side by side. */
const ITEMS_AT_ONCE = 256;

/**
 * Writes what another program remembers of its attempts to the log, beside what Ledgarr has. Can be repeated: what is there
 * already, of an earlier run or of one that broke off, is not written again.
 */
export async function importAttempts(
  attempts: readonly AttemptHistory[],
  options: ImportAttemptsOptions,
): Promise<ImportResult[]> {
  const parts = await partsOf(attempts, options);
  return importAll(planImport(attempts), parts, options.onProgress);
}

const IN_NO_STREAM: StreamExistenceHint = () => Promise.resolve(false);

async function partsOf(
  attempts: readonly AttemptHistory[],
  { log, database, dryRun = false, claimGraceMs = 1_000 }: ImportAttemptsOptions,
): Promise<ImportParts> {
  const ids = attempts.map(({ downloadId }) => downloadId);
  const known = await knownAttempts(ids, database, log);
  const sources = new ReleaseSources(database);
  const items = await activeItems(database);
  const isEmpty = (await log.lastPosition(['download-', 'content-'])) === null;
  const written = dryRun ? new DryRunLog(log) : log;
  const streams = isEmpty ? new StreamRepository(written, IN_NO_STREAM) : new StreamRepository(written);
  return {
    ...{ known, streams },
    protocol: new ClaimProtocol(streams, systemClock, dryRun ? 0 : claimGraceMs),
    keepRelease: async ({ payload }) => (payload && !dryRun ? sources.keep(payload) : null),
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
  onProgress: ImportAttemptsOptions['onProgress'],
): Promise<ImportResult[]> {
  const total = plans.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const results: ImportResult[][] = [];
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
  await untilAllEnd(Array.from({ length: ITEMS_AT_ONCE }, work), stop);
  return results.flat();
}

/** After a failure the others finish what they are at, so that nothing is written once it is reported. */
async function untilAllEnd(works: readonly Promise<void>[], stop: AbortController): Promise<void> {
  for (const work of works) void work.catch(() => stop.abort()); // and is thrown below
  for (const end of await Promise.allSettled(works)) if (end.status === 'rejected') throw end.reason;
}
