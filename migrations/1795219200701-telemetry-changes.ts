import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** How often what a client says of an item has changed: together with the revision of its last event, it orders what is shown of it. */
export class TelemetryChanges1795219200701 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE download_telemetry ADD COLUMN changes int NOT NULL DEFAULT 0');
  }
}
