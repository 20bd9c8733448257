import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** The queue, the monitor's readings beside it, and the two tables of the history. */
export class CreateDownloads1795219200001 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    await createQueue(db);
    await createTelemetry(db);
    await createHistory(db);
    await createAttempts(db);
  }
}

/** Active downloads only. Its unique constraint comes with the next migration, which first makes room for it. */
const createQueue = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE downloads (
      id uuid PRIMARY KEY,
      stream text NOT NULL,
      download_client text NOT NULL,
      download_client_id text,
      item_key text NOT NULL,
      status text NOT NULL CHECK (status IN ('submitting', 'queued', 'paused', 'cancelling')),
      protocol text,
      title text NOT NULL,
      content jsonb,
      media_id text,
      category text,
      priority int,
      indexer text,
      origin text,
      retry_of uuid,
      size_bytes bigint,
      release_ref text,
      remove_data boolean,
      cancel_reason text,
      initiated_at timestamptz NOT NULL,
      accepted_at timestamptz,
      updated_at timestamptz NOT NULL
    );
    CREATE INDEX downloads_client_status ON downloads (download_client, status);
    CREATE INDEX downloads_initiated ON downloads (initiated_at, id);
    CREATE INDEX downloads_media ON downloads (media_id) WHERE media_id IS NOT NULL;
  `);

/** Written by the monitor alone. No foreign key: a rebuild puts another table in the place of the queue. */
const createTelemetry = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE download_telemetry (
      download_id uuid PRIMARY KEY,
      status text,
      downloaded_bytes bigint,
      size_bytes bigint,
      progress double precision,
      download_speed bigint,
      upload_speed bigint,
      eta_seconds bigint,
      ratio double precision,
      peers int,
      message text,
      output_path text,
      missing_polls int NOT NULL DEFAULT 0,
      observed_at timestamptz
    ) WITH (fillfactor = 50); -- every row changes with every poll: room for that within its page
  `);

/** Every event. Positions are unsigned and of 64 bits, which bigint cannot hold. */
const createHistory = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE download_history (
      event_id uuid PRIMARY KEY,
      commit_position numeric(20,0) NOT NULL,
      prepare_position numeric(20,0) NOT NULL,
      type text,
      download_id uuid NOT NULL,
      stream text,
      revision bigint,
      occurred_at timestamptz,
      actor text,
      data jsonb
    );
    CREATE INDEX download_history_position ON download_history (commit_position DESC, prepare_position DESC);
    CREATE INDEX download_history_download ON download_history (download_id, commit_position);
    CREATE INDEX download_history_type ON download_history (type, commit_position DESC);
    CREATE INDEX download_history_occurred ON download_history (occurred_at);
  `);

/** One row for each attempt, active or ended. */
const createAttempts = (db: QueryRunner) =>
  db.query(`
    CREATE TABLE download_attempts (
      id uuid PRIMARY KEY,
      stream text,
      download_client text,
      download_client_id text,
      item_key text,
      protocol text,
      title text,
      content jsonb,
      media_id text,
      category text,
      priority int,
      indexer text,
      origin text,
      retry_of uuid,
      release_ref text,
      size_bytes bigint,
      initiated_at timestamptz,
      accepted_at timestamptz,
      ended_at timestamptz,
      outcome text CHECK (outcome IN ('completed', 'failed', 'cancelled')),
      reason text,
      message text,
      output_path text,
      files jsonb,
      command_id text,
      actor text
    );
    CREATE INDEX download_attempts_initiated ON download_attempts (initiated_at DESC, id);
    CREATE INDEX download_attempts_media ON download_attempts (media_id);
    CREATE INDEX download_attempts_client_item ON download_attempts (download_client, download_client_id);
  `);
