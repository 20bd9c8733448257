import { Injectable } from '@nestjs/common';
import { coalesced } from '../database/coalesced.js';
import { DatabaseUnavailable } from '../database/database-unavailable.js';
import { type ClientHealth } from '../download-clients/configured-client.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { LibraryIndex } from '../library/library-index.js';
import { type RootHealth } from '../library/library-root.js';
import { type ProjectionStatus } from '../event-processing/projections/projection-status.js';
import { Projector } from '../event-processing/projections/projector.js';
import { withTimeout } from '../event-processing/processor/with-timeout.js';

export type ReadinessReport = {
  status: 'ready' | 'not-ready';
  /** What keeps it from being ready, in words. */
  problems: string[];
  projections: ProjectionStatus[];
  clients: (ClientHealth & { id: string })[];
  libraryRoots: RootHealth[];
};

/** A projection that is further behind than this shows too old a queue. */
const MOST_LAG_SECONDS = 30;

/** Who asks waits for a second, and what has not answered by then is not ready. */
const TIMEOUT_MS = 700;

/** Whether commands are taken and the queue is up to date. A client or a library root that is away is shown, and keeps nobody waiting. */
@Injectable()
export class Readiness {
  private readonly readClients = coalesced(async (asked: readonly true[]) => {
    const healths = await this.clientHealths();
    return asked.map(() => healths);
  });

  constructor(
    private readonly projector: Projector,
    private readonly clients: ConfiguredClients,
    private readonly library: LibraryIndex,
  ) {}

  /** Within a second, whatever state the database and the event store are in. */
  async report(): Promise<ReadinessReport> {
    const silent = () => {
      throw new DatabaseUnavailable();
    };
    const [projections, clients] = await Promise.allSettled([
      this.projector.statuses(TIMEOUT_MS),
      withTimeout(this.readClients(true), TIMEOUT_MS, silent),
    ]);
    // Whatever it is, the database or the event store cannot be asked: that is what this call is there to tell.
    const failures = [projections, clients].flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
    const problems = new Set([...failures.map(messageOf), ...lags(fulfilled(projections))]);
    return {
      status: problems.size > 0 ? 'not-ready' : 'ready',
      problems: [...problems],
      projections: fulfilled(projections),
      clients: fulfilled(clients),
      libraryRoots: this.library.health(),
    };
  }

  private async clientHealths() {
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    return offered.map(({ id }) => ({ id, ...(healths.get(id) ?? UNKNOWN_HEALTH) }));
  }
}

const fulfilled = <T>(part: PromiseSettledResult<T[]>): T[] => (part.status === 'fulfilled' ? part.value : []);

const messageOf = (error: unknown): string => (error instanceof Error && error.message) || String(error);

const lags = (projections: readonly ProjectionStatus[]): string[] =>
  projections.flatMap(({ name, state, lagSeconds, runner }) => {
    if (state === 'paused') return [`the projection ${name} is paused`];
    if (state === 'failed') return [`the projection ${name} has failed`];
    if (runner === null && state !== 'rebuilding') return [`nobody runs the projection ${name}`];
    return lagSeconds > MOST_LAG_SECONDS ? [`the projection ${name} is ${Math.round(lagSeconds)} s behind`] : [];
  });
