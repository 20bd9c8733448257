import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { Projector } from '../../event-processing/projections/projector.js';
import { type Metrics } from './metrics.js';

/** Milliseconds. What is not known by then is missing from one scrape. */
const TIMEOUT_MS = 700;

/** What is read when it is asked for: the queue, the clients, the projections. */
@Injectable()
export class CurrentFigures {
  constructor(
    private readonly database: DataSource,
    private readonly clients: ConfiguredClients,
    private readonly projector: Projector,
  ) {}

  /** Figures that cannot be read are left out: what the process knows by itself is told all the same. */
  async fill(metrics: Metrics): Promise<void> {
    await Promise.allSettled([this.queue(metrics), this.clientFigures(metrics), this.projections(metrics)]);
  }

  private async queue({ queue, clientWaiting }: Metrics): Promise<void> {
    queue.reset();
    clientWaiting.reset();
    const rows = await this.database.query<{ status: string; client: string; waits: boolean; count: number }[]>(
      `SELECT coalesce(t.status, d.status) AS status, d.download_client AS client,
              d.status IN ('submitting', 'cancelling') AS waits, count(*)::int AS count
       FROM downloads d LEFT JOIN download_telemetry t ON t.download_id = d.id AND t.observed_revision = d.revision
       GROUP BY 1, 2, 3`,
    );
    for (const { status, client, waits, count } of rows) {
      queue.inc({ status }, count);
      clientWaiting.inc({ client }, waits ? count : 0);
    }
  }

  private async clientFigures({ clientUp, clientLatency }: Metrics): Promise<void> {
    clientUp.reset();
    clientLatency.reset();
    const [offered, healths] = await Promise.all([this.clients.offered(), this.clients.healths()]);
    for (const { id: client } of offered) {
      const health = healths.get(client);
      if (health && health.state !== 'unknown') clientUp.set({ client }, health.state === 'up' ? 1 : 0);
      if (typeof health?.latencyMs === 'number') clientLatency.set({ client }, health.latencyMs / 1_000);
    }
  }

  private async projections({ projectionLag, projectionParked }: Metrics): Promise<void> {
    projectionLag.reset();
    projectionParked.reset();
    for (const { name: projection, lagSeconds, parked } of await this.projector.statuses(TIMEOUT_MS)) {
      projectionLag.set({ projection }, lagSeconds);
      projectionParked.set({ projection }, parked);
    }
  }
}
