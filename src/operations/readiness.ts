import { Injectable } from '@nestjs/common';
import { type ClientHealth } from '../download-clients/configured-client.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { LibraryIndex } from '../library/library-index.js';
import { Projector } from '../projector/projector.js';

export type ReadinessReport = {
  status: 'ready' | 'not-ready';
  /** What keeps it from being ready, in words. */
  problems: string[];
  projections: unknown[];
  clients: (ClientHealth & { id: string })[];
  libraryRoots: unknown[];
};

/** A projection that is further behind than this shows too old a queue. */
const MOST_LAG_SECONDS = 30;

/** Whether commands are taken and the queue is up to date. A client or a library root that is away is shown, and keeps nobody waiting. */
@Injectable()
export class Readiness {
  constructor(
    private readonly projector: Projector,
    private readonly clients: ConfiguredClients,
    private readonly library: LibraryIndex,
  ) {}

  async report(): Promise<ReadinessReport> {
    const libraryRoots = this.library.health();
    try {
      const projections = await this.projector.statuses();
      const problems = projections.flatMap(({ name, state, lagSeconds, runner }) => {
        if (state === 'failed') return [`the projection ${name} has failed`];
        if (runner === null && state !== 'rebuilding') return [`nobody runs the projection ${name}`];
        return lagSeconds > MOST_LAG_SECONDS ? [`the projection ${name} is ${Math.round(lagSeconds)} s behind`] : [];
      });
      const clients = await this.clientHealths();
      return { status: problems.length > 0 ? 'not-ready' : 'ready', problems, projections, clients, libraryRoots };
    } catch (error) {
      // Whatever it is, the database or the event store cannot be asked: that is what this call is there to tell.
      const problems = [error instanceof Error ? error.message : String(error)];
      return { status: 'not-ready', problems, projections: [], clients: [], libraryRoots };
    }
  }

  private async clientHealths() {
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    return offered.map(({ id }) => ({ id, ...(healths.get(id) ?? UNKNOWN_HEALTH) }));
  }
}
