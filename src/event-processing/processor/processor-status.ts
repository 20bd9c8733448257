import { type Pool } from 'pg';
import { DatabaseUnavailable } from '../../database/database-unavailable.js';
import { type EventLog, isBefore, type Position } from '../../event-store/event-log.js';
import { EventStoreUnavailable } from '../../event-store/unknown-outcome.js';
import { type CountedPosition, type EventCount } from './event-count.js';
import { type Processor } from './processor.js';
import { lockHeldSql, processorLock } from './processor-lock.js';
import { withTimeout } from './with-timeout.js';

export type ProcessorState = 'running' | 'catching-up' | 'paused' | 'failed' | 'idle';

/** Positions are decimal texts; null before the first event. */
export type ProcessorStatus = {
  name: string;
  version: number;
  state: ProcessorState;
  position: { commit: string; prepare: string } | null;
  lagEvents: number;
  lagSeconds: number;
  eventsPerSecond: number;
  runner: string | null;
  parked: number;
};

type Columns = {
  version: number;
  state: ProcessorState;
  position: { commit: string; prepare: string } | null;
  events_total: string;
  rate: number;
  runner: string | null;
  parked: string;
  running: boolean;
};

/** What is spent on counting at most. */
export const COUNT_LIMIT_MS = 200;
/** A question that has not been answered by then is given up. */
export const STATUS_QUERY_TIMEOUT_MS = 5_000;

const READ = `
  SELECT version, CASE WHEN paused_at IS NULL THEN state ELSE 'paused' END AS state, events_total, runner,
         CASE WHEN commit_position IS NOT NULL
              THEN json_build_object('commit', commit_position::text, 'prepare', prepare_position::text) END AS position,
         CASE WHEN updated_at BETWEEN now() - interval '10 seconds' AND now() + interval '10 seconds' THEN events_per_second ELSE 0 END AS rate,
         (SELECT count(*) FROM parked_events WHERE projection = $1 AND status = 'parked') AS parked,
         ${lockHeldSql('$2')} AS running
    FROM projections WHERE name = $1`;

/**
 * The status of one processor, whichever process runs it, in bounded time whatever state anything is in.
 *
 * `lagEvents` counts the events of the processor's streams after its checkpoint. The store cannot count: where another
 * checkpoint does not tell, they are counted in the background, and are an estimate until that is done. `lagSeconds` is the
 * age of the oldest of them.
 */
export class ProcessorStatusReader {
  private oldest: { after: Position | null; createdAt: Promise<number | null> } | null = null;
  private lastAge = 0;
  private unansweredPosition: Promise<Position | null> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly eventLog: EventLog,
    private readonly processor: Pick<Processor, 'kind' | 'name' | 'version' | 'streams'>,
    private readonly count: EventCount,
  ) {}

  /**
   * @param timeoutMs what the database and the event store are given; counting comes on top
   * @throws DatabaseUnavailable, EventStoreUnavailable
   */
  async read(timeoutMs: number): Promise<ProcessorStatus> {
    const { name, version } = this.processor;
    const [row, last] = await Promise.all([
      withTimeout(this.row(), timeoutMs, () => {
        throw new DatabaseUnavailable();
      }),
      this.lastPosition(timeoutMs),
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
    };
  }

  /** A question that took too long is not asked once more by each who comes after. */
  private lastPosition(timeoutMs: number): Promise<Position | null> {
    const position = this.unansweredPosition ?? this.eventLog.lastPosition(this.processor.streams);
    return withTimeout(position, timeoutMs, () => {
      this.unansweredPosition = position;
      const settled = () => (this.unansweredPosition = null);
      position.then(settled, settled);
      throw new EventStoreUnavailable('The event store does not answer.');
    });
  }

  private async row(): Promise<Columns | undefined> {
    const { name } = this.processor;
    const values = [name, processorLock(this.processor)];
    const question = { text: READ, values, query_timeout: STATUS_QUERY_TIMEOUT_MS };
    return (await this.pool.query<Columns>(question)).rows[0];
  }

  private async lag(
    checkpoint: CountedPosition,
    last: Position | null,
  ): Promise<{ lagEvents: number; lagSeconds: number }> {
    this.count.adoptCheckpoint(checkpoint);
    if (last === null || !isBefore(checkpoint.position, last)) return { lagEvents: 0, lagSeconds: 0 };
    const [lagSeconds] = await Promise.all([
      withTimeout(this.oldestAge(checkpoint.position), COUNT_LIMIT_MS, () => this.lastAge),
      withTimeout(this.count.upTo(last), COUNT_LIMIT_MS, () => undefined),
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
    const ended = AbortSignal.timeout(STATUS_QUERY_TIMEOUT_MS);
    const { streams: prefixes } = this.processor;
    try {
      for await (const { createdAt } of this.eventLog.subscribe({ after, prefixes }, ended))
        return Date.parse(createdAt);
    } catch {
      // The subscription was lost: the next status asks again.
    }
    return null;
  }
}

const stateOf = ({ state, running }: Columns): ProcessorState => {
  if (state === 'failed' || state === 'paused') return state;
  return running ? state : 'idle';
};

const positionOf = (position: { commit: string; prepare: string } | null | undefined): Position | null =>
  position ? { commit: BigInt(position.commit), prepare: BigInt(position.prepare) } : null;
