import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** Who waits for which download, and what each has asked for. Filled from the log at the next start. */
export class Joins1795219200801 implements MigrationInterface {
  down = forwardOnly;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE download_joins (
        join_id uuid PRIMARY KEY,
        download_id uuid NOT NULL,
        item_key text NOT NULL,
        title text NOT NULL,
        category text,
        actor text,
        command_id text,
        requester boolean NOT NULL,
        joined_at timestamptz NOT NULL
      );
      CREATE INDEX download_joins_download ON download_joins (download_id);
      CREATE INDEX download_joins_asker ON download_joins (actor, item_key);
      CREATE INDEX download_joins_command ON download_joins (command_id);
      CREATE INDEX downloads_item_key ON downloads (item_key);
      CREATE INDEX finished_downloads_item_key ON finished_downloads (item_key);
    `);
  }
}
