import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** The dispatcher asks after each change who is waited for and what waits, however many rows wait or do not. */
export class WaitingForClient1795219200006 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX downloads_waiting_idx ON downloads (download_client, initiated_at, id)
       WHERE status IN ('submitting', 'cancelling')`,
    );
  }
}
