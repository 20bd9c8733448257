import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What was asked for and refused. Not in the log, where nothing has happened: bounded, and gone after some months. */
export class Refusals1795219200552 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE refusals (
        id uuid PRIMARY KEY,
        -- A hash over what makes two refusals the same one: code, actor, item, content and what is in the way.
        sameness text NOT NULL CONSTRAINT refusals_sameness_unique UNIQUE,
        code text NOT NULL,
        actor text NOT NULL,
        title text,
        content jsonb,
        media_id text,
        indexer text,
        existing uuid,
        files text[],
        detail text,
        forceable boolean NOT NULL,
        times int NOT NULL DEFAULT 1,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL
      );
      CREATE INDEX refusals_last_idx ON refusals (last_at, id);
      CREATE INDEX refusals_code_idx ON refusals (code, last_at, id)`);
  }
}
