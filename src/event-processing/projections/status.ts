import { type Pool } from 'pg';
import { DatabaseUnavailable } from '../../database/database-unavailable.js';
import { type EventLog, type Position } from '../../event-store/event-log.js';
import { EventStoreUnavailable } from '../../event-store/unknown-outcome.js';
import { type Counted, type EventCount, isBefore } from '../processor/event-count.js';
import { type Projection } from './projection.js';
import { rebuildLock, runnerLock } from '../processor/locks.js';
import { within } from '../processor/within.js';

export type ProjectionState = 'running' | 'catching-up' | 'rebuilding' | 'paused' | 'failed' | 'idle';

/** Positions are decimal texts; null before the first event. */
export type ProjectionStatus = {
  name: string;
  version: number;
  state: ProjectionState;
  position: { commit: string; prepare: string } | null;
  lagEvents: number;
  lagSeconds: number;
  eventsPerSecond: number;
  runner: string | null;
  parked: number;
  rebuild: { done: number; total: number; eventsPerSecond: number; etaSeconds: number | null } | null;
};

type Columns = {
  version: number;
  state: ProjectionState;
  position: { commit: string; prepare: string } | null;
  events_total: string;
  rate: number;
  runner: string | null;
  parked: string;
  running: boolean;
  rebuilding: boolean;
  rebuild: ProjectionStatus['rebuild'];
};

/** Milliseconds that are spent on counting. */
export const LONGEST_COUNT = 200;
/** A question that the database has not answered by then is given up, in milliseconds. */
const QUERY_TIMEOUT = 5_000;

const HELD = (lock: string) => `EXISTS (
  SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND (classid::bigint << 32) | objid::bigint = hashtextextended(${lock}, 0))`;

const READ = `
  SELECT version, state, events_total, runner,
         CASE WHEN commit_position IS NOT NULL
              THEN json_build_object('commit', commit_position::text, 'prepare', prepare_position::text) END AS position,
         CASE WHEN updated_at BETWEEN now() - interval '10 seconds' AND now() + interval '10 seconds' THEN events_per_second ELSE 0 END AS rate,
         (SELECT count(*) FROM parked_events WHERE projection = $1 AND status = 'parked') AS parked,
         ${HELD('$2')} AS running, ${HELD('$3')} AS rebuilding,
         (SELECT json_build_object('done', done, 'total', total, 'eventsPerSecond', events_per_second, 'etaSeconds', eta_seconds)
            FROM projection_rebuilds AS r WHERE r.name = projections.name) AS rebuild
    FROM projections WHERE name = $1`;

/**
 * The status of one projection, whichever process runs it, in bounded time whatever state anything is in.
 *
 * `lagEvents` counts the events of the projection's streams after its checkpoint. The store cannot count: where another
 * checkpoint does not tell, they are counted in the background, and are an estimate until that is done. `lagSeconds` is the
 * age of the oldest of them.
 */
export class ProjectionStatusReader {
  private oldest: { after: Position | null; createdAt: Promise<number | null> } | null = null;
  private lastAge = 0;
  private late: Promise<Position | null> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly eventLog: EventLog,
    private readonly projection: Projection,
    private readonly count: EventCount,
  ) {}

  /**
   * @param patience milliseconds that the database and the event store are given; counting comes on top
   * @throws DatabaseUnavailable, EventStoreUnavailable
   */
  async read(patience: number): Promise<ProjectionStatus> {
    const { name, version } = this.projection;
    const [row, last] = await Promise.all([
      within(patience, this.row(), () => {
        throw new DatabaseUnavailable();
      }),
      this.lastPosition(patience),
    ]);
    return {
      name,
      version: row?.version ?? version,
      state: row ? stateOf(row) : 'idle',
      position: row?.position ?? null,
      ...(await this.lag({ position: positionOf(row?.position), events: Number(row?.events_total ?? 0) }, last)),
      eventsPerSecond: row?.rate ?? 0,
      runner: row?.running ? row.runner : null,
      parked: Number(row?.parked ?? 0),
      rebuild: row?.rebuilding ? row.rebuild : null,
    };
  }

  /** A question that took too long is not asked once more by each who comes after. */
  private lastPosition(patience: number): Promise<Position | null> {
    const asked = this.late ?? this.eventLog.lastPosition(this.projection.streams);
    return within(patience, asked, () => {
      this.late = asked;
      const settled = () => (this.late = null);
      asked.then(settled, settled);
      throw new EventStoreUnavailable('The event store does not answer.');
    });
  }

  private async row(): Promise<Columns | undefined> {
    const { name } = this.projection;
    const values = [name, runnerLock(name), rebuildLock(name)];
    const question = { text: READ, values, query_timeout: QUERY_TIMEOUT };
    return (await this.pool.query<Columns>(question)).rows[0];
  }

  private async lag(checkpoint: Counted, last: Position | null): Promise<{ lagEvents: number; lagSeconds: number }> {
    this.count.learn(checkpoint);
    if (last === null || !isBefore(checkpoint.position, last)) return { lagEvents: 0, lagSeconds: 0 };
    const [lagSeconds] = await Promise.all([
      within(LONGEST_COUNT, this.oldestAge(checkpoint.position), () => this.lastAge),
      within(LONGEST_COUNT, this.count.upTo(last), () => undefined),
    ]);
    return { lagEvents: Math.max(1, this.count.between(checkpoint, last)), lagSeconds };
  }

  /** Seconds. The event is looked for once for each place of the checkpoint. */
  private async oldestAge(after: Position | null): Promise<number> {
    if (!this.oldest || isBefore(this.oldest.after, after)) this.oldest = { after, createdAt: this.firstAfter(after) };
    const createdAt = await this.oldest.createdAt;
    if (createdAt === null) this.oldest = null;
    else this.lastAge = Math.max(0, (Date.now() - createdAt) / 1_000);
    return this.lastAge;
  }

  private async firstAfter(after: Position | null): Promise<number | null> {
    const ended = AbortSignal.timeout(QUERY_TIMEOUT);
    const { streams: prefixes } = this.projection;
    try {
      for await (const { createdAt } of this.eventLog.subscribe({ after, prefixes }, ended))
        return Date.parse(createdAt);
    } catch {
      // The subscription was lost: the next status asks again.
    }
    return null;
  }
}

const stateOf = ({ state, running, rebuilding }: Columns): ProjectionState => {
  if (rebuilding) return 'rebuilding';
  if (state === 'failed' || state === 'paused') return state;
  return running ? state : 'idle';
};

const positionOf = (position: { commit: string; prepare: string } | null | undefined): Position | null =>
  position ? { commit: BigInt(position.commit), prepare: BigInt(position.prepare) } : null;
