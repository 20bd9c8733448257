import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** Keys with a name, and sessions of browsers. Of a secret its SHA-256 is kept alone: it is random, so that nobody guesses it back. */
export class KeysAndSessions1795219200702 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        name text PRIMARY KEY,
        hash bytea NOT NULL UNIQUE,
        scopes text[] NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}', -- what a face of the service needs to know of who speaks to it
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      );
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        hash bytea NOT NULL UNIQUE,
        key_hash bytea NOT NULL, -- of the key that it was opened with: a session ends with its key
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_expires ON sessions (expires_at);
    `);
  }
}
