import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/**
 * "What was in the queue at that instant?" is answered by the attempts that lived then, whatever has been since. The
 * columns are filled by the rebuild that the history's new version brings; until then events answer in their place.
 */
export class QueueAtAnInstant1795219200551 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE download_attempts
        ADD COLUMN announced_bytes bigint,
        ADD COLUMN log_status text,
        ADD COLUMN log_status_at timestamptz,
        ADD COLUMN initiated_commit numeric(20,0);
      CREATE INDEX download_attempts_lifetime_idx ON download_attempts USING spgist ((${LIFETIME}));
      CREATE INDEX download_attempts_retry_idx ON download_attempts (retry_of) WHERE retry_of IS NOT NULL;
      CREATE INDEX projection_conflicts_loser_idx ON projection_conflicts ((loser->>'id'), commit_position)
        WHERE table_name = 'downloads';
      ANALYZE download_attempts`);
  }
}

/** Clocks jump: what ended before it began, by its instants, was at no instant in the queue. */
const LIFETIME = `CASE WHEN ended_at < initiated_at THEN 'empty'::tstzrange ELSE tstzrange(initiated_at, ended_at) END`;
