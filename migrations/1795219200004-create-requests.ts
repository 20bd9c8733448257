import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What came with requests and does not belong into the log: the releases themselves, and the keys of repeated calls. */
export class CreateRequests1795219200004 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE release_sources (
        ref text PRIMARY KEY, -- SHA-256 of the content, in hex
        kind text NOT NULL CHECK (kind IN ('magnet', 'torrent', 'nzb', 'url')),
        body bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE idempotency_keys (
        key text PRIMARY KEY,
        request_hash text NOT NULL,
        command_id uuid NOT NULL,
        status int,
        body jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz
      );
      CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
    `);
  }
}
