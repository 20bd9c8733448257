import { DatabaseError, type Client } from 'pg';
import { closeSession, transactionOn } from '../../../database/sessions.js';
import { earlierOf, isBefore, type Position } from '../../../event-store/event-log.js';
import { lockCheckpoint, notifyPosition, readCheckpoint } from '../../processor/checkpoint.js';
import { notifyRunner } from '../../processor/pausing.js';
import { openProcessorSession } from '../../processor/processor-session.js';
import { pause } from '../../../back-off/back-off.js';
import { type Projection } from '../projection.js';
import { type LogFold } from './log-fold.js';
import { type BuildOptions } from './rebuild-options.js';
import { type SideSchema } from './side-schema.js';
import { RewindAhead } from './rewind-refused.js';
import { tableDifferences, type TableDifferences } from './table-differences.js';

/** A swap waits this long for readers before it lets everybody through again and tries later. */
const SWAP_LOCK_TIMEOUT_MS = 2_000;
const SWAP_RETRY_PAUSE_MS = 250;
const SWAP_ATTEMPTS = 20;
const BEFORE_ALL: Position = { commit: 0n, prepare: 0n };

/** Tables that were built aside, and what is done with them. */
export class Replacement {
  constructor(
    private readonly projection: Projection,
    private readonly options: BuildOptions,
    private readonly client: Client,
    private readonly side: SideSchema,
    private readonly tail: LogFold,
  ) {}

  /** Follows the log to its end, or to where the live tables are where they are paused, and swaps. */
  async replace(): Promise<null> {
    const { name, version } = this.projection;
    if (!(await readCheckpoint(this.client, name, version)).isPaused) await this.catchUp();
    await this.swap(async (live) => this.tail.upTo(await this.inLog(live)));
    return null;
  }

  /** @throws RewindAhead */
  async rewindTo(position: Position | null): Promise<null> {
    await this.tail.upTo(position);
    await this.swap(async (live, guard) => {
      if (!isBefore(position, live)) throw new RewindAhead(this.projection.name);
      await notifyRunner(guard, this.projection.name);
    });
    return null;
  }

  /** @param prepare brings the copy to its place, given that of the live tables, which stay there */
  private async swap(prepare: (live: Position | null, guard: Client) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.withLiveCheckpointLocked(async (guard, live) => {
          await prepare(live, guard);
          await guard.query(`SET LOCAL lock_timeout = ${SWAP_LOCK_TIMEOUT_MS}`);
          await this.tail.countNotes();
          await this.side.swapIn(guard);
          await this.recordSwap(guard);
        });
      } catch (error) {
        if (!isLockTrouble(error) || attempt === SWAP_ATTEMPTS) throw error;
        await pause(SWAP_RETRY_PAUSE_MS, this.options.signal);
        this.options.signal.throwIfAborted();
      }
    }
  }

  async compare(): Promise<TableDifferences[]> {
    const { differences = 20 } = this.options;
    // Never past the live tables, or there would be nothing to compare with.
    await this.tail.upTo(await this.livePosition());
    await this.withLiveCheckpointLocked(async (_, live) => {
      await this.tail.upTo(await this.inLog(live));
      await this.tail.countNotes();
      await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await this.client.query('SELECT 1 FROM projections'); // takes the snapshot: live may go on after this
    });
    try {
      const found: TableDifferences[] = [];
      for (const table of this.projection.tables) {
        found.push(await tableDifferences(this.client, this.side.name, table, differences));
      }
      return found;
    } finally {
      await this.client.query('COMMIT');
    }
  }

  /** Until hardly anything is left to follow. */
  private async catchUp(): Promise<void> {
    const { eventLog } = this.options;
    let before: number;
    do {
      before = this.tail.events;
      await this.tail.upTo(await eventLog.lastPosition(this.projection.streams));
    } while (this.tail.events - before > 1_000);
  }

  /** Keeps the live projection, and parked operations, where they are. */
  private async withLiveCheckpointLocked(work: (guard: Client, live: Position | null) => Promise<void>): Promise<void> {
    const { name } = this.projection;
    const guard = await openProcessorSession(this.options.database, `ledgarr rebuild ${name} swap`, [], () => {});
    try {
      await transactionOn(guard, async () => {
        const live = await lockCheckpoint(guard, name);
        await work(guard, live?.position ?? null);
      });
    } finally {
      await closeSession(guard);
    }
  }

  private async livePosition(): Promise<Position | null> {
    const { name, version } = this.projection;
    return this.inLog((await readCheckpoint(this.client, name, version)).position);
  }

  /** The last event up to `position` that is surely in the log: a reader may wait for it. */
  private async inLog(position: Position | null): Promise<Position | null> {
    return earlierOf(position, await this.options.eventLog.lastPosition(this.projection.streams));
  }

  private async recordSwap(guard: Client): Promise<void> {
    const { name, version } = this.projection;
    const position = this.tail.position;
    await guard.query(
      `UPDATE projections SET version = $2, commit_position = $3, prepare_position = $4, events_total = $5, unknown_types = $6,
              updated_at = clock_timestamp()
        WHERE name = $1`,
      [name, version, position?.commit ?? null, position?.prepare ?? null, this.tail.events, this.tail.unknownTypes],
    );
    await notifyPosition(guard, name, position ?? BEFORE_ALL);
  }
}

/** lock_not_available, deadlock_detected: readers were in the way. */
const isLockTrouble = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01');
