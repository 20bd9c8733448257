import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** Downloads that are to be paused as soon as their client has them. */
export class QbittorrentPauses1795219200812 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE qbittorrent_pauses (
        download_id uuid PRIMARY KEY,
        key_name text NOT NULL -- of the key that has asked for it: the actor of the event
      );
    `);
  }
}
