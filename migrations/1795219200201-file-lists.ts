import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** A torrent may have more files than an event should hold. Attempts of before name all of theirs themselves. */
export class FileLists1795219200201 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE file_lists (
        ref text PRIMARY KEY, -- SHA-256 of the list as JSON, in hex
        files jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      ALTER TABLE download_attempts ADD COLUMN files_ref text;
    `);
  }
}
