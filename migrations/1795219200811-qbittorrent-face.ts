import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What those who speak to the qBittorrent face have said of their own: categories, tags, and what they did with what they asked for. */
export class QbittorrentFace1795219200811 implements MigrationInterface {
  down = forwardOnly;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE qbittorrent_categories (
        key_name text NOT NULL, -- of the key that speaks
        name text NOT NULL,
        save_path text NOT NULL DEFAULT '',
        PRIMARY KEY (key_name, name)
      );
      CREATE TABLE qbittorrent_tags (
        key_name text NOT NULL,
        name text NOT NULL,
        PRIMARY KEY (key_name, name)
      );
      CREATE TABLE qbittorrent_torrents (
        key_name text NOT NULL,
        hash text NOT NULL, -- that was asked for: the item key
        download_id uuid NOT NULL, -- what is said holds for this attempt alone
        category text NOT NULL DEFAULT '',
        tags text[] NOT NULL DEFAULT '{}',
        force_start boolean NOT NULL DEFAULT false,
        ratio_limit double precision, -- as the original has them: -1 none, -2 the usual; null: not said
        seeding_time_limit int, -- minutes
        left_at timestamptz, -- whoever asked is done with it
        PRIMARY KEY (key_name, hash)
      );
    `);
  }
}
