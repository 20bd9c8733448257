import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What one who asked for a torrent has said of it here. It holds for one attempt, and for nobody else. */
export type TorrentNote = {
  hash: string;
  downloadId: string;
  category: string;
  tags: string[];
  forceStart: boolean;
  ratioLimit: number | null;
  /** Minutes. */
  seedingTimeLimit: number | null;
  hasLeft: boolean;
};

const COLUMNS = `hash, download_id AS "downloadId", category, tags, force_start AS "forceStart", ratio_limit AS "ratioLimit",
  seeding_time_limit AS "seedingTimeLimit", left_at IS NOT NULL AS "hasLeft"`;

@Injectable()
export class TorrentNotes {
  constructor(private readonly database: DataSource) {}

  /** By the ids of their downloads. */
  async of(key: string): Promise<ReadonlyMap<string, TorrentNote>> {
    const rows = await this.database.query<TorrentNote[]>(
      `SELECT ${COLUMNS} FROM qbittorrent_torrents WHERE key_name = $1`,
      [key],
    );
    return new Map(rows.map((row) => [row.downloadId, row]));
  }

  /** What was said of an earlier attempt with this hash is of the past. */
  async put(key: string, note: Omit<TorrentNote, 'hasLeft'>): Promise<void> {
    const { hash, downloadId, category, tags, forceStart, ratioLimit, seedingTimeLimit } = note;
    await this.database.query(
      `INSERT INTO qbittorrent_torrents (key_name, hash, download_id, category, tags, force_start, ratio_limit, seeding_time_limit)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (key_name, hash) DO UPDATE SET download_id = excluded.download_id, category = excluded.category,
         tags = excluded.tags, force_start = excluded.force_start, ratio_limit = excluded.ratio_limit,
         seeding_time_limit = excluded.seeding_time_limit, left_at = NULL`,
      [key, hash, downloadId, category, tags, forceStart, ratioLimit, seedingTimeLimit],
    );
  }

  async markLeft(key: string, hash: string, downloadId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO qbittorrent_torrents (key_name, hash, download_id, left_at) VALUES ($1, $2, $3, now())
       ON CONFLICT (key_name, hash) DO UPDATE SET download_id = excluded.download_id, left_at = now()`,
      [key, hash, downloadId],
    );
  }
}
