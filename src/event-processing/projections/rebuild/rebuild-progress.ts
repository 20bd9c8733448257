import { type Client } from 'pg';
import { type Position } from '../../../event-store/event-log.js';

/**
 * `total` is how many events the live projection has processed, where that has got to where the rebuild is to go; else it is estimated by
 * how close the events lie that were read. `etaSeconds` is null while there is no rate yet.
 */
export type Progress = { done: number; total: number; eventsPerSecond: number; etaSeconds: number | null };

/** What was read of the log; null before the first event. */
export type Stretch = { first: Position | null; last: Position | null };

/** Reported at most this often. */
const REPORT_INTERVAL_MS = 500;

/** Shows every process, by a table, how far a rebuild is. */
export class RebuildProgress {
  private readonly started = performance.now();
  private reportedAt = 0;

  constructor(
    private readonly client: Client,
    private readonly projection: string,
    /** Where the log is read to. */
    private readonly end: Position | null,
  ) {}

  get seconds(): number {
    return (performance.now() - this.started) / 1_000;
  }

  /**
   * @param read the places of the first and the last event that were read
   * @returns null where it has reported just before
   */
  async report(done: number, read: Stretch): Promise<Progress | null> {
    if (this.reportedAt > 0 && performance.now() - this.reportedAt < REPORT_INTERVAL_MS) return null;
    this.reportedAt = performance.now();
    const rate = done / Math.max(this.seconds, 0.001);
    const { rows } = await this.client.query<{ total: string; eta: number | null }>(
      `INSERT INTO projection_rebuilds (name, done, total, events_per_second, eta_seconds)
       SELECT $1, $2::bigint, whole, $3::real, (whole - $2) / nullif($3::real, 0)
         FROM projections, greatest($2, CASE WHEN commit_position >= $5::numeric THEN events_total ELSE $4::bigint END) AS whole
        WHERE name = $1
       ON CONFLICT (name) DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total, updated_at = now(),
         events_per_second = EXCLUDED.events_per_second, eta_seconds = EXCLUDED.eta_seconds
       RETURNING total, eta_seconds AS eta`,
      [this.projection, done, rate, this.estimate(done, read), String(this.end?.commit ?? 0)],
    );
    const { total, eta } = rows[0]!;
    return { done, total: Number(total), eventsPerSecond: rate, etaSeconds: eta };
  }

  private estimate(done: number, { first, last }: Stretch): number {
    if (!first || !last || !this.end || last.commit >= this.end.commit || last.commit === first.commit) return done;
    const density = (done - 1) / Number(last.commit - first.commit);
    return Math.round(done + density * Number(this.end.commit - last.commit));
  }

  async finish(): Promise<void> {
    await this.client.query('DELETE FROM projection_rebuilds WHERE name = $1', [this.projection]);
  }
}
