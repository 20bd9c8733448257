import { type Pool } from 'pg';
import { DatabaseUnavailable } from '../../database/database-unavailable.js';
import { type EventLog } from '../../event-store/event-log.js';
import { type EventCount } from '../processor/event-count.js';
import { lockHeldSql } from '../processor/processor-lock.js';
import {
  type ProcessorState,
  type ProcessorStatus,
  ProcessorStatusReader,
  STATUS_QUERY_TIMEOUT_MS,
} from '../processor/processor-status.js';
import { withTimeout } from '../processor/with-timeout.js';
import { type Projection } from './projection.js';
import { rebuildLock } from './rebuild/rebuild-lock.js';

export type ProjectionStatus = Omit<ProcessorStatus, 'state'> & {
  state: ProcessorState | 'rebuilding';
  rebuild: { done: number; total: number; eventsPerSecond: number; etaSeconds: number | null } | null;
};

type RebuildColumns = { rebuilding: boolean; rebuild: ProjectionStatus['rebuild'] };

const READ_REBUILD = `
  SELECT ${lockHeldSql('$2')} AS rebuilding,
         (SELECT json_build_object('done', done, 'total', total, 'eventsPerSecond', events_per_second, 'etaSeconds', eta_seconds)
            FROM projection_rebuilds WHERE name = $1) AS rebuild`;

/** The status of one projection: that of its processor, and how far a rebuild is. */
export class ProjectionStatusReader {
  private readonly processor: ProcessorStatusReader;

  constructor(
    private readonly pool: Pool,
    eventLog: EventLog,
    private readonly projection: Projection,
    count: EventCount,
  ) {
    this.processor = new ProcessorStatusReader(pool, eventLog, { ...projection, kind: 'projection' }, count);
  }

  /** As `ProcessorStatusReader.read`. */
  async read(timeoutMs: number): Promise<ProjectionStatus> {
    const [status, { rebuilding, rebuild }] = await Promise.all([
      this.processor.read(timeoutMs),
      withTimeout(this.readRebuild(), timeoutMs, () => {
        throw new DatabaseUnavailable();
      }),
    ]);
    return rebuilding ? { ...status, state: 'rebuilding', rebuild } : { ...status, rebuild: null };
  }

  private async readRebuild(): Promise<RebuildColumns> {
    const { name } = this.projection;
    const question = { text: READ_REBUILD, values: [name, rebuildLock(name)], query_timeout: STATUS_QUERY_TIMEOUT_MS };
    return (await this.pool.query<RebuildColumns>(question)).rows[0]!;
  }
}
