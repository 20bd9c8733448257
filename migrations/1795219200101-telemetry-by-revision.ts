import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/**
 * What the client says counts unless the log has said something since. That is told by the revision of the row's last event, and no longer
 * by two clocks, of which one may jump. Rows of before have none until the queue is rebuilt, which the next start does by itself.
 */
export class TelemetryByRevision1795219200101 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE downloads ADD COLUMN revision bigint;
      ALTER TABLE download_telemetry ADD COLUMN observed_revision bigint;
    `);
  }
}
