import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asker } from '../asker.js';

/** A download that has an item, and where it is told of. `joinId`: that of the asker, who waits for it already. */
export type Holder = { downloadId: string; stream: string; joinId: string | null };

/** What may be joined: on its way, or complete and still in its client. */
const HOLDERS = `SELECT id, stream, initiated_at AS at FROM downloads WHERE item_key = $1 AND status <> 'cancelling'
  UNION ALL SELECT id, stream, initiated_at FROM finished_downloads
   WHERE item_key = $1 AND outcome = 'completed' AND removal_reason IS NULL`;

/** Finds the download that has an item already, in whichever client: the protocol looks into the stream of one client alone. */
@Injectable()
export class ItemHolder {
  constructor(private readonly database: DataSource) {}

  /** @returns the newest; null where the projections know of none: it may have begun since */
  async find({ actor, category, itemKey }: Asker): Promise<Holder | null> {
    const [row] = await this.database.query<Holder[]>(
      `SELECT h.id AS "downloadId", h.stream, j.join_id AS "joinId" FROM (${HOLDERS}) h
         LEFT JOIN download_joins j ON j.download_id = h.id AND j.item_key = $1 AND j.actor = $2
              AND j.category IS NOT DISTINCT FROM $3
        ORDER BY j.join_id IS NULL, h.at DESC LIMIT 1`,
      [itemKey, actor, category],
    );
    return row ?? null;
  }
}
