import { hostname } from 'node:os';
import pg from 'pg';
import { filter, type Observable } from 'rxjs';
import { type EventLog, type Position } from '../../event-store/event-log.js';
import { coalesced } from '../../database/coalesced.js';
import { DatabaseUnavailable } from '../../database/database-unavailable.js';
import { EventCount } from '../processor/event-count.js';
import { CONNECTION_TIMEOUT_MS } from '../../database/data-source.js';
import { EventProcessor } from '../processor/event-processor.js';
import { setPaused } from '../processor/pausing.js';
import { readCheckpoint } from '../processor/checkpoint.js';
import { inTransaction } from '../../database/sessions.js';
import { NotRewindable } from './rebuild/rewind-refused.js';
import { ParkedEvents } from '../processor/parked-events.js';
import { ProcessorPositions, type ProcessorMoved } from '../processor/positions.js';
import { processorRoleSql } from '../processor/processor-session.js';
import { applyParked } from './apply-parked.js';
import { projectionProcessor } from './projection-processor.js';
import { COUNT_LIMIT_MS } from '../processor/processor-status.js';
import { ProjectionStatusReader, type ProjectionStatus } from './projection-status.js';
import { type Projection, type Row } from './projection.js';
import { type ProcessorLogger } from '../processor/processor-logger.js';
import { GatheredRebuilds } from './rebuild/gathered-rebuilds.js';
import { rebuildTogether } from './rebuild/rebuild.js';
import { RebuildJobs } from './rebuild/rebuild-jobs.js';
import { type RebuildOptions, type Rebuilt } from './rebuild/rebuild-options.js';
import { withTimeout } from '../processor/with-timeout.js';

export type ProjectorParts = {
  databaseUrl: string;
  log: EventLog;
  projections: readonly Projection[];
  logger: ProcessorLogger;
  /** Names this instance in the status; host and process id without. */
  runner?: string;
  /** The version of the program; `unknown` without. */
  release?: string;
};

const STATUS_TIMEOUT_MS = 5_000;

type RebuildRequest = Pick<RebuildOptions, 'dryRun' | 'onProgress' | 'onBegin' | 'signal' | 'differences' | 'until'>;
type StatusRequest = { name: string; timeoutMs: number };

export type RecordedConflict = {
  id: string;
  table: string;
  unique: string[];
  loser: Row;
  winnerKey: Row;
  eventId: string;
  at: Date;
};

export class UnknownProjection extends Error {
  constructor(name: string, known: readonly string[] = []) {
    super(`there is no projection ${name}${known.length > 0 ? `: there are ${known.join(', ')}` : ''}`);
  }
}

/** All projections of the app: runs them (once started), and answers and does what is asked of them (started or not). */
export class Projector {
  /** Rebuilds that nobody waits for. */
  readonly jobs = new RebuildJobs((names, options) => this.rebuildTogether(names, options));
  private readonly pool: pg.Pool;
  private readonly positions: ProcessorPositions;
  private readonly processors: EventProcessor[];
  private readonly statusReaders: ProjectionStatusReader[];
  private readonly counts = new Map<string, EventCount>();
  private readonly readStatus = coalesced((requests: readonly StatusRequest[]) => this.readStatuses(requests));
  /** Why the last status could not be read. */
  private lastStatusError: unknown = null;

  constructor(private readonly parts: ProjectorParts) {
    const { log: eventLog, projections, logger, runner = `${hostname()}:${process.pid}`, release = 'unknown' } = parts;
    const database = { connectionString: parts.databaseUrl };
    this.pool = new pg.Pool({
      ...database,
      max: 3,
      application_name: 'ledgarr projector',
      keepAlive: true,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      // The pool waits for it; its types do not say so.
      // eslint-disable-next-line @typescript-eslint/no-misused-promises
      onConnect: async (client) => void (await client.query(processorRoleSql(tablesOf(projections)))),
    });
    this.pool.on('error', (error) => logger.warn({ err: error }, 'an idle connection of the projector was lost'));
    this.positions = new ProcessorPositions(database, logger);
    const rebuilds = new GatheredRebuilds((wanted, signal) => rebuildTogether(wanted, { eventLog, database, signal }));
    this.processors = projections.map((projection) => {
      const processor = projectionProcessor(projection, { eventLog, rebuilds });
      return new EventProcessor({ processor, eventLog, database, runner, release, logger });
    });
    // What is known of the log by one checkpoint tells how far behind another is that is of the same streams.
    const countOf = (streams: readonly string[]): EventCount => {
      const key = streams.join('\n');
      const count = this.counts.get(key) ?? new EventCount(eventLog, streams);
      this.counts.set(key, count);
      return count;
    };
    this.statusReaders = projections.map(
      (projection) => new ProjectionStatusReader(this.pool, eventLog, projection, countOf(projection.streams)),
    );
  }

  /** In the order of the definitions. */
  get names(): string[] {
    return this.parts.projections.map(({ name }) => name);
  }

  start(): void {
    this.positions.start();
    for (const processor of this.processors) processor.start();
  }

  /** Finishes the batches under way, gives the locks back and ends every connection. */
  async stop(): Promise<void> {
    await this.jobs.stopAll();
    await Promise.all(this.processors.map((processor) => processor.stop()));
    await this.positions.stop();
    for (const count of this.counts.values()) count.stop();
    await this.pool.end();
  }

  /** @returns true once the rows hold everything up to `position`, whichever process writes them; false after `timeoutMs` */
  waitFor(name: string, position: Position, timeoutMs: number): Promise<boolean> {
    return this.positions.waitFor(name, position, timeoutMs);
  }

  /** Every batch of this projection that was committed, by whichever process. */
  changesOf(name: string): Observable<ProcessorMoved> {
    return this.positions.changes.pipe(filter((moved) => moved.name === name));
  }

  /**
   * In the order of the definitions.
   * @param timeoutMs what the database and the event store are given
   * @throws DatabaseUnavailable, EventStoreUnavailable
   */
  statuses(timeoutMs = STATUS_TIMEOUT_MS): Promise<ProjectionStatus[]> {
    return Promise.all(this.parts.projections.map(({ name }) => this.status(name, timeoutMs)));
  }

  /** @throws UnknownProjection, and as `statuses` */
  async status(name: string, timeoutMs = STATUS_TIMEOUT_MS): Promise<ProjectionStatus> {
    const request = { name: this.find(name).name, timeoutMs };
    return withTimeout(this.readStatus(request), timeoutMs + COUNT_LIMIT_MS, () => {
      // It waited for a status before it that found the same.
      throw this.lastStatusError ?? new DatabaseUnavailable();
    });
  }

  /** @throws UnknownProjection */
  parked(name: string): ParkedEvents {
    return new ParkedEvents(this.pool, name, applyParked(this.find(name)));
  }

  /**
   * Builds the tables of projections anew, while reads and writes go on; the log is read once for all of them.
   * @returns in the order of `names`
   * @throws UnknownProjection, RebuildRunning
   */
  async rebuildTogether(names: readonly string[], options: RebuildRequest = {}): Promise<Rebuilt[]> {
    const { log: eventLog, databaseUrl } = this.parts;
    const projections = names.map((name) => this.find(name));
    return rebuildTogether(projections, { ...options, eventLog, database: { connectionString: databaseUrl } });
  }

  /** As `rebuildTogether`, for one. */
  async rebuild(name: string, options: RebuildRequest = {}): Promise<Rebuilt> {
    return (await this.rebuildTogether([name], options))[0]!;
  }

  /**
   * Pauses it, or lets it go on, in every process and across restarts. The answers of commands do not wait for one that is paused.
   * @throws UnknownProjection
   */
  async setPaused(name: string, paused: boolean): Promise<void> {
    const { version } = this.find(name);
    if (await setPaused(this.pool, name, paused)) return;
    await inTransaction(this.pool, (client) => readCheckpoint(client, name, version)); // it has never run
    await setPaused(this.pool, name, paused);
  }

  /**
   * Puts its tables back to what they were at a position or an instant, from where it goes on, at once unless it is paused.
   * @throws UnknownProjection, NotRewindable, RewindAhead, RebuildRunning
   */
  async rewind(name: string, until: NonNullable<RebuildOptions['until']>): Promise<Rebuilt> {
    if (!this.find(name).rewindable) throw new NotRewindable(name);
    return (await this.rebuildTogether([name], { until }))[0]!;
  }

  /** Rows that had to go because a newer one had the same unique values, newest first. */
  async conflicts(name: string, limit = 100): Promise<RecordedConflict[]> {
    const { rows } = await this.pool.query<RecordedConflict>(
      `SELECT id, table_name AS table, unique_columns AS unique, loser, winner_key AS "winnerKey", event_id AS "eventId", at
         FROM projection_conflicts WHERE projection = $1 ORDER BY id DESC LIMIT $2`,
      [this.find(name).name, limit],
    );
    return rows;
  }

  /** Each projection once, however many ask, and within the shortest of their timeouts. */
  private async readStatuses(requests: readonly StatusRequest[]): Promise<ProjectionStatus[]> {
    const { projections } = this.parts;
    const timeoutMs = Math.min(...requests.map((request) => request.timeoutMs));
    const reading = new Map<string, Promise<ProjectionStatus>>();
    for (const { name } of requests) {
      const reader = this.statusReaders[projections.indexOf(this.find(name))]!;
      reading.set(name, reading.get(name) ?? reader.read(timeoutMs));
    }
    try {
      return await Promise.all(requests.map(({ name }) => reading.get(name)!));
    } catch (error) {
      this.lastStatusError = error;
      throw error;
    }
  }

  private find(name: string): Projection {
    const found = this.parts.projections.find((projection) => projection.name === name);
    if (!found) throw new UnknownProjection(name, this.names);
    return found;
  }
}

const tablesOf = (projections: readonly Projection[]): string[] =>
  projections.flatMap(({ tables }) => tables.map(({ name }) => name));
