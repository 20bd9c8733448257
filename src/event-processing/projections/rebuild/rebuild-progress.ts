import { type Client } from 'pg';

/**
 * `total` is how many events the live projection has processed by now, or `done` where that is more; `etaSeconds` is null
 * while there is no rate yet.
 */
export type Progress = { done: number; total: number; eventsPerSecond: number; etaSeconds: number | null };

/** Reported at most this often. */
const REPORT_INTERVAL_MS = 500;

/** Shows every process, by a table, how far a rebuild is. */
export class RebuildProgress {
  private readonly started = performance.now();
  private reportedAt = 0;

  constructor(
    private readonly client: Client,
    private readonly projection: string,
  ) {}

  get seconds(): number {
    return (performance.now() - this.started) / 1_000;
  }

  /** @returns null where it has reported just before */
  async report(done: number): Promise<Progress | null> {
    if (this.reportedAt > 0 && performance.now() - this.reportedAt < REPORT_INTERVAL_MS) return null;
    this.reportedAt = performance.now();
    const rate = done / Math.max(this.seconds, 0.001);
    const { rows } = await this.client.query<{ total: string; eta: number | null }>(
      `INSERT INTO projection_rebuilds (name, done, total, events_per_second, eta_seconds)
       SELECT $1, $2::bigint, greatest($2, events_total), $3::real, (greatest($2, events_total) - $2) / nullif($3::real, 0)
         FROM projections WHERE name = $1
       ON CONFLICT (name) DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total, updated_at = now(),
         events_per_second = EXCLUDED.events_per_second, eta_seconds = EXCLUDED.eta_seconds
       RETURNING total, eta_seconds AS eta`,
      [this.projection, done, rate],
    );
    const { total, eta } = rows[0]!;
    return { done, total: Number(total), eventsPerSecond: rate, etaSeconds: eta };
  }

  async end(): Promise<void> {
    await this.client.query('DELETE FROM projection_rebuilds WHERE name = $1', [this.projection]);
  }
}
