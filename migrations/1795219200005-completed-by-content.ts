import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** "Is it on disk already?" asks for the completed attempts of one movie or series, whatever else it has seen. */
export class CompletedByContent1795219200005 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX download_attempts_completed_idx ON download_attempts (media_id, ended_at DESC)
       WHERE outcome = 'completed'`,
    );
  }
}
