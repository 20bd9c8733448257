import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What one who asked for a torrent has said of it here. It concerns nobody else. */
export type TorrentNote = {
  /** Of the asker's share in the download. */
  joinId: string;
  category: string;
  tags: string[];
  forceStart: boolean;
  ratioLimit: number | null;
  /** Minutes. */
  seedingTimeLimit: number | null;
};

const COLUMNS = `join_id AS "joinId", category, tags, force_start AS "forceStart", ratio_limit AS "ratioLimit",
  seeding_time_limit AS "seedingTimeLimit"`;

@Injectable()
export class TorrentNotes {
  constructor(private readonly database: DataSource) {}

  /** By their join ids. */
  async of(key: string): Promise<ReadonlyMap<string, TorrentNote>> {
    const rows = await this.database.query<TorrentNote[]>(
      `SELECT ${COLUMNS} FROM qbittorrent_torrents WHERE key_name = $1`,
      [key],
    );
    return new Map(rows.map((row) => [row.joinId, row]));
  }

  async put(key: string, note: TorrentNote): Promise<void> {
    const { joinId, category, tags, forceStart, ratioLimit, seedingTimeLimit } = note;
    await this.database.query(
      `INSERT INTO qbittorrent_torrents (join_id, key_name, category, tags, force_start, ratio_limit, seeding_time_limit)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (join_id) DO UPDATE SET category = excluded.category, tags = excluded.tags,
         force_start = excluded.force_start, ratio_limit = excluded.ratio_limit,
         seeding_time_limit = excluded.seeding_time_limit`,
      [joinId, key, category, tags, forceStart, ratioLimit, seedingTimeLimit],
    );
  }

  /** Its asker is done with it. */
  async remove(joinId: string): Promise<void> {
    await this.database.query('DELETE FROM qbittorrent_torrents WHERE join_id = $1', [joinId]);
  }
}
