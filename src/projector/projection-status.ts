import { type Pool } from 'pg';
import { comparePositions, type EventLog, type Position } from '../event-store/event-log.js';
import { type Projection } from './projection.js';
import { rebuildLock, runnerLock } from './locks.js';

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

/** How long one status may count, in milliseconds. */
const PATIENCE = 1_000;

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
 * The status of one projection, whichever process runs it.
 *
 * The store cannot count, so `lagEvents` is counted here by reading: every event of the projection's streams after its checkpoint
 * up to the end of the log, each of them once as long as this object lives, for at most a second at a time. Where that was not
 * enough, the number says how many are behind at least, and the next status counts on. `lagSeconds` is the age of the oldest
 * event not processed yet.
 */
export class ProjectionStatusReader {
  private counted: { position: Position; events: number } | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly eventLog: EventLog,
    private readonly projection: Projection,
  ) {}

  async read(): Promise<ProjectionStatus> {
    const { name, version } = this.projection;
    const { rows } = await this.pool.query<Columns>(READ, [name, runnerLock(name), rebuildLock(name)]);
    const row = rows[0];
    const lag = await this.lag(positionOf(row?.position ?? null), Number(row?.events_total ?? 0));
    return {
      name,
      version: row?.version ?? version,
      state: row ? stateOf(row) : 'idle',
      position: row?.position ?? null,
      ...lag,
      eventsPerSecond: row?.rate ?? 0,
      runner: row?.running ? row.runner : null,
      parked: Number(row?.parked ?? 0),
      rebuild: row?.rebuilding ? row.rebuild : null,
    };
  }

  private async lag(
    checkpoint: Position | null,
    processed: number,
  ): Promise<{ lagEvents: number; lagSeconds: number }> {
    const last = await this.eventLog.lastPosition(this.projection.streams);
    if (!isBefore(checkpoint, last)) return { lagEvents: 0, lagSeconds: 0 };
    // Counting starts where the checkpoint is, once: later it goes on from the last event counted.
    const known = this.counted && isBefore(checkpoint, this.counted.position) && this.counted.events > processed;
    let { position, events } = known ? this.counted! : { position: checkpoint, events: processed };
    const deadline = AbortSignal.timeout(PATIENCE);
    for await (const event of this.between(position, last!, deadline)) {
      position = event.position;
      events += 1;
    }
    if (position) this.counted = { position, events };
    return { lagEvents: Math.max(1, events - processed), lagSeconds: await this.oldestAge(checkpoint, last!) };
  }

  private async oldestAge(checkpoint: Position | null, last: Position): Promise<number> {
    for await (const { createdAt } of this.between(checkpoint, last, AbortSignal.timeout(PATIENCE))) {
      return Math.max(0, (Date.now() - Date.parse(createdAt)) / 1_000);
    }
    return 0;
  }

  private async *between(after: Position | null, last: Position, deadline: AbortSignal) {
    if (!isBefore(after, last)) return;
    const done = new AbortController();
    const signal = AbortSignal.any([deadline, done.signal]);
    try {
      for await (const event of this.eventLog.subscribe({ after, prefixes: this.projection.streams }, signal)) {
        if (comparePositions(event.position, last) > 0 || deadline.aborted) return;
        yield event;
        if (comparePositions(event.position, last) === 0) return;
      }
    } catch (error) {
      // Out of time; anything else is for the caller to know.
      if (!deadline.aborted) throw error;
    } finally {
      done.abort();
    }
  }
}

const stateOf = ({ state, running, rebuilding }: Columns): ProjectionState => {
  if (rebuilding) return 'rebuilding';
  if (state === 'failed' || state === 'paused') return state;
  return running ? state : 'idle';
};

const positionOf = (position: { commit: string; prepare: string } | null): Position | null =>
  position && { commit: BigInt(position.commit), prepare: BigInt(position.prepare) };

const isBefore = (position: Position | null, other: Position | null): boolean =>
  other !== null && (position === null || comparePositions(position, other) < 0);
