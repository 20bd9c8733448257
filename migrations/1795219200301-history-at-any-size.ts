import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** An index for each filter of the history, in the order of its list: a page costs the same whatever the table's size. */
export class HistoryAtAnySize1795219200301 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX download_history_type, download_history_occurred;
      CREATE INDEX download_history_type_idx ON download_history (type, commit_position, prepare_position);
      CREATE INDEX download_history_occurred_idx ON download_history (occurred_at, commit_position, prepare_position);
      CREATE INDEX download_history_actor_idx ON download_history (actor, commit_position, prepare_position);
      CREATE INDEX download_history_client_idx
        ON download_history (split_part(substr(stream, 10), '.', 1), commit_position, prepare_position);
      CREATE INDEX download_attempts_client_idx ON download_attempts (download_client, initiated_at, id);
      CREATE INDEX download_attempts_outcome_idx ON download_attempts (outcome, initiated_at, id);
    `);
    await indexTitles(runner);
    await runner.query('ANALYZE download_history, download_attempts');
  }
}

/** Without the extension, which a PostgreSQL of somebody else's may lack or not allow, a text is looked for in every title. */
const indexTitles = (runner: QueryRunner) =>
  runner.query(`
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
      CREATE INDEX download_attempts_title_idx ON download_attempts USING gin (title public.gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
      RAISE NOTICE 'titles are not indexed: %', SQLERRM;
    END $$`);
