import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** The configured download clients, and how each was found the last time. */
export class CreateClients1795219200003 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE download_clients (
        id text PRIMARY KEY,
        name text NOT NULL,
        type text NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        priority int NOT NULL DEFAULT 1,
        url text NOT NULL,
        username text,
        password text,
        api_key text,
        category text,
        download_dir text,
        path_mappings jsonb NOT NULL DEFAULT '[]',
        adopt text NOT NULL DEFAULT 'none' CHECK (adopt IN ('all', 'category', 'none')),
        fail_after_stalled_minutes int,
        remove_after_seeding boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE download_client_health (
        client_id text PRIMARY KEY,
        state text NOT NULL DEFAULT 'unknown' CHECK (state IN ('up', 'down', 'unknown')),
        since timestamptz,
        last_error text,
        latency_ms int,
        retry_at timestamptz,
        version text,
        checked_at timestamptz
      );
    `);
  }
}
