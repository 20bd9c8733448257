import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What has ended and still lies in its client, built from the log at the next start; and what the monitor sees of it. */
export class Finished1795219200651 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    await createFinished(db);
    await createTelemetry(db);
  }
}

/** A row from the initiation on; `outcome` is null until the attempt has ended. */
const createFinished = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE finished_downloads (
      stream text PRIMARY KEY,
      id uuid NOT NULL,
      download_client text NOT NULL,
      download_client_id text,
      item_key text NOT NULL,
      protocol text,
      title text NOT NULL,
      content jsonb,
      media_id text,
      category text,
      priority int,
      indexer text,
      origin text,
      size_bytes bigint,
      release_ref text,
      seed_goal jsonb,
      outcome text CHECK (outcome IN ('completed', 'failed')),
      message text,
      output_path text,
      remove_data boolean,
      removal_reason text,
      removal_requested_at timestamptz,
      initiated_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT finished_downloads_client_item_unique UNIQUE (download_client, download_client_id)
    );
    CREATE INDEX finished_downloads_id ON finished_downloads (id);
    CREATE INDEX finished_downloads_ended ON finished_downloads (ended_at, id) WHERE outcome IS NOT NULL;
    CREATE INDEX finished_downloads_client ON finished_downloads (download_client) WHERE outcome IS NOT NULL;
    CREATE INDEX finished_downloads_removing ON finished_downloads (download_client) WHERE removal_reason IS NOT NULL;
  `);

/** Written by the monitor alone. No foreign key: a rebuild puts another table in the place of the other one. */
const createTelemetry = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE finished_telemetry (
      download_id uuid PRIMARY KEY,
      status text,
      ratio double precision,
      upload_speed bigint,
      seeding_seconds bigint,
      seed_goal_reached boolean,
      message text,
      missing_polls int NOT NULL DEFAULT 0,
      observed_at timestamptz
    ) WITH (fillfactor = 50); -- what seeds changes with every poll: room for that within its page
  `);
