import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** How much a client is given at a time, under which categories, how its certificate is judged, and what its type alone has. */
export class ClientSettings1795219200601 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE download_clients
        ADD COLUMN max_active int,
        ADD COLUMN categories jsonb NOT NULL DEFAULT '{"movie": null, "series": null}',
        ADD COLUMN tls jsonb NOT NULL DEFAULT '{"certificate": null, "verify": true}',
        ADD COLUMN timeout_seconds int,
        ADD COLUMN options jsonb NOT NULL DEFAULT '{}'
    `);
  }
}
