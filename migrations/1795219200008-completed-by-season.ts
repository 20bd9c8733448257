import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** "Is it on disk already?" asks for one season of a series: a long one has thousands of completed attempts. */
export class CompletedBySeason1795219200008 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX download_attempts_completed_season_idx
         ON download_attempts (media_id, ((content->>'season')::int), ended_at DESC) WHERE outcome = 'completed';
       DROP INDEX IF EXISTS download_attempts_completed_idx`,
    );
  }
}
