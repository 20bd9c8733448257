import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { forwardOnly } from '../src/database/forward-only.js';

/** What those who speak to the qBittorrent face have said of their own: categories, tags, and how they see what they asked for. */
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
        join_id uuid PRIMARY KEY, -- of download_joins: one asker's share in one download
        key_name text NOT NULL,
        category text NOT NULL DEFAULT '',
        tags text[] NOT NULL DEFAULT '{}',
        force_start boolean NOT NULL DEFAULT false,
        ratio_limit double precision, -- as the original has them: -1 none; null: not said
        seeding_time_limit int -- minutes
      );
      CREATE INDEX qbittorrent_torrents_key ON qbittorrent_torrents (key_name);
    `);
  }
}
