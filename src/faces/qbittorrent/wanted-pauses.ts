import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type WantedPause = { downloadId: string; keyName: string };

/** Downloads that are to be paused as soon as their client has them. */
@Injectable()
export class WantedPauses {
  constructor(private readonly database: DataSource) {}

  list(): Promise<WantedPause[]> {
    return this.database.query<WantedPause[]>(
      'SELECT download_id AS "downloadId", key_name AS "keyName" FROM qbittorrent_pauses',
    );
  }

  async add({ downloadId, keyName }: WantedPause): Promise<void> {
    await this.database.query(
      'INSERT INTO qbittorrent_pauses (download_id, key_name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [downloadId, keyName],
    );
  }

  async remove(downloadIds: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM qbittorrent_pauses WHERE download_id = ANY ($1)', [downloadIds]);
  }
}
