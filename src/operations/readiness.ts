import { Injectable } from '@nestjs/common';
import { firstValueFrom, from, merge } from 'rxjs';
import { type ClientHealth } from '../download-clients/configured-client.js';
import { ConfiguredClients, UNKNOWN_HEALTH } from '../download-clients/configured-clients.js';
import { ProblemError } from '../http/problem.js';
import { LibraryIndex } from '../library/library-index.js';
import { Projector } from '../projector/projector.js';
import { Availability } from './availability.js';

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

/** A store that is silent for so long is away, in milliseconds: a probe of a container engine waits for one second. */
const PATIENCE_MS = 600;

/** Whether commands are taken and the queue is up to date. A client or a library root that is away is shown, and keeps nobody waiting. */
@Injectable()
export class Readiness {
  constructor(
    private readonly projector: Projector,
    private readonly clients: ConfiguredClients,
    private readonly library: LibraryIndex,
    private readonly availability: Availability,
  ) {}

  async report(): Promise<ReadinessReport> {
    try {
      return await firstValueFrom(merge(from(this.full()), this.availability.whenAway(0, PATIENCE_MS)));
    } catch (error) {
      // Whatever it is, the database or the event store cannot be asked: that is what this call is there to tell.
      const said = error instanceof Error ? error.message : String(error);
      const problems = [error instanceof ProblemError ? error.problem.title : said];
      return { status: 'not-ready', problems, projections: [], clients: [], libraryRoots: this.library.health() };
    }
  }

  private async full(): Promise<ReadinessReport> {
    const [projections, clients] = await Promise.all([this.projector.statuses(), this.clientHealths()]);
    const problems = projections.flatMap(({ name, state, lagSeconds, runner }) => {
      if (state === 'failed') return [`the projection ${name} has failed`];
      if (runner === null && state !== 'rebuilding') return [`nobody runs the projection ${name}`];
      return lagSeconds > MOST_LAG_SECONDS ? [`the projection ${name} is ${Math.round(lagSeconds)} s behind`] : [];
    });
    const status = problems.length > 0 ? 'not-ready' : 'ready';
    return { status, problems, projections, clients, libraryRoots: this.library.health() };
  }

  private async clientHealths() {
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    return offered.map(({ id }) => ({ id, ...(healths.get(id) ?? UNKNOWN_HEALTH) }));
  }
}
