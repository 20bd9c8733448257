import { DatabaseError, type Client, type ClientConfig } from 'pg';
import { comparePositions, type EventLog, type Position } from '../../../event-store/event-log.js';
import { pause } from '../../subscription/back-off.js';
import { lockCheckpoint, notifyPosition, readCheckpoint } from '../../processor/checkpoint.js';
import { LogReader } from '../../subscription/log-reader.js';
import { targetIn } from '../apply-batch.js';
import { type Projection } from '../projection.js';
import { LogFold, skippedEvents } from './log-fold.js';
import { RebuildProgress, type Progress } from './rebuild-progress.js';
import { closeSession, transactionOn, tryLock } from '../../../database/sessions.js';
import { openProcessorSession } from '../../processor/processor-session.js';
import { rebuildLock } from './rebuild-lock.js';
import { SideSchema } from './side-schema.js';
import { tableDifferences, type TableDifferences } from './table-differences.js';

export type RebuildOptions = {
  projection: Projection;
  eventLog: EventLog;
  database: ClientConfig;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Build aside, compare, and leave everything as it is. */
  dryRun?: boolean;
  /** Differing rows given back for each table. */
  differences?: number;
};

export type Rebuilt = {
  events: number;
  seconds: number;
  parked: number;
  conflicts: number;
  /** Of a dry run; null otherwise. */
  differences: TableDifferences[] | null;
};

export class RebuildRunning extends Error {
  constructor(projection: string) {
    super(`${projection} is being rebuilt already`);
  }
}

/** Events folded at once: the larger, the fewer statements; 5,000 take some 20 MB. */
const BATCH_EVENTS = 5_000;
/** A swap waits this long for readers before it lets everybody through again and tries later. */
const SWAP_LOCK_TIMEOUT_MS = 2_000;
const SWAP_RETRY_PAUSE_MS = 250;
const SWAP_ATTEMPTS = 20;

/**
 * Builds the tables of a projection from the start of the log in a schema beside the live one, while everything goes on,
 * and puts them in their place in one transaction. Until that commits, the live tables are as they were.
 * @throws RebuildRunning
 */
export const rebuild = async (options: RebuildOptions): Promise<Rebuilt> => {
  const { projection, database } = options;
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, ...(options.signal ? [options.signal] : [])]);
  const tables = projection.tables.map(({ name }) => name);
  const client = await openProcessorSession(database, `ledgarr rebuild ${projection.name}`, tables, (error) =>
    lost.abort(error),
  );
  try {
    if (!(await tryLock(client, rebuildLock(projection.name)))) throw new RebuildRunning(projection.name);
    return await buildAside(client, { ...options, signal });
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    await closeSession(client);
  }
};

const buildAside = async (client: Client, options: RebuildOptions & { signal: AbortSignal }): Promise<Rebuilt> => {
  const { projection, eventLog, signal } = options;
  // A projection that never ran has its checkpoint from here on.
  await readCheckpoint(client, projection.name, projection.version);
  const side = await SideSchema.create(client, projection);
  const reader = new LogReader(eventLog, projection.streams, signal, BATCH_EVENTS);
  try {
    const progress = new RebuildProgress(client, projection.name, options.onProgress);
    const target = await targetIn(client, projection, side.name);
    const skipped = await skippedEvents(client, projection.name);
    const fold = new LogFold(client, target, reader, { progress, skipped, signal });
    const build = new Rebuild(options, client, side, fold);
    const differences = options.dryRun ? await build.compare() : await build.replace();
    await progress.end();
    return { events: fold.events, seconds: progress.seconds, ...fold.notes, differences };
  } finally {
    reader.close();
    await dropQuietly(client, side);
  }
};

const dropQuietly = async (client: Client, side: SideSchema): Promise<void> => {
  try {
    await side.drop(client);
  } catch {
    // The connection is gone as well, and the error on its way says why: the next rebuild drops what is left.
  }
};

class Rebuild {
  constructor(
    private readonly options: RebuildOptions & { signal: AbortSignal },
    private readonly client: Client,
    private readonly side: SideSchema,
    private readonly fold: LogFold,
  ) {}

  async replace(): Promise<null> {
    await this.catchUp();
    await this.side.finish(this.client);
    await this.catchUp();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.withLiveCheckpointLocked(async (guard) => {
          await guard.query(`SET LOCAL lock_timeout = ${SWAP_LOCK_TIMEOUT_MS}`);
          await this.fold.countNotes();
          await this.side.swapIn(guard);
          await this.recordSwap(guard);
        });
        return null;
      } catch (error) {
        if (!isLockTrouble(error) || attempt === SWAP_ATTEMPTS) throw error;
        await pause(SWAP_RETRY_PAUSE_MS, this.options.signal);
        this.options.signal.throwIfAborted();
      }
    }
  }

  async compare(): Promise<TableDifferences[]> {
    const { projection, differences = 20 } = this.options;
    // Never past the live tables, or there would be nothing to compare with.
    await this.fold.upTo(await this.livePosition());
    await this.withLiveCheckpointLocked(async () => {
      await this.fold.countNotes();
      await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await this.client.query('SELECT 1 FROM projections'); // takes the snapshot: live may go on after this
    });
    try {
      const found: TableDifferences[] = [];
      for (const table of projection.tables) {
        found.push(await tableDifferences(this.client, this.side.name, table, differences));
      }
      return found;
    } finally {
      await this.client.query('COMMIT');
    }
  }

  /** Until hardly anything is left to follow. */
  private async catchUp(): Promise<void> {
    const { eventLog, projection } = this.options;
    let before: number;
    do {
      before = this.fold.events;
      await this.fold.upTo(await eventLog.lastPosition(projection.streams));
    } while (this.fold.events - before > 1_000);
  }

  /** Keeps the live projection, and parked operations, where they are; brings the copy to the same place; does `work`. */
  private async withLiveCheckpointLocked(work: (guard: Client) => Promise<void>): Promise<void> {
    const { database, projection } = this.options;
    const guard = await openProcessorSession(database, `ledgarr rebuild ${projection.name} swap`, [], () => {});
    try {
      await transactionOn(guard, async () => {
        const live = await lockCheckpoint(guard, projection.name);
        await this.fold.upTo(await this.inLog(live?.position ?? null));
        await work(guard);
      });
    } finally {
      await closeSession(guard);
    }
  }

  private async livePosition(): Promise<Position | null> {
    const { name, version } = this.options.projection;
    return this.inLog((await readCheckpoint(this.client, name, version)).position);
  }

  /** The last event up to `position` that is surely in the log: a reader may wait for it. */
  private async inLog(position: Position | null): Promise<Position | null> {
    const last = await this.options.eventLog.lastPosition(this.options.projection.streams);
    if (position === null || last === null) return null;
    return comparePositions(position, last) < 0 ? position : last;
  }

  private async recordSwap(guard: Client): Promise<void> {
    const { name, version } = this.options.projection;
    const position = this.fold.position;
    await guard.query(
      `UPDATE projections SET version = $2, commit_position = $3, prepare_position = $4, events_total = $5, unknown_types = $6,
              updated_at = clock_timestamp()
        WHERE name = $1`,
      [name, version, position?.commit ?? null, position?.prepare ?? null, this.fold.events, this.fold.unknownTypes],
    );
    if (position) await notifyPosition(guard, name, position);
  }
}

/** lock_not_available, deadlock_detected: readers were in the way. */
const isLockTrouble = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01');
