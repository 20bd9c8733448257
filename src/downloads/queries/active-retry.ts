import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Freshness } from './freshness.js';

/** Finds what tries a download again at this moment, be it in another client or a retry of a retry. */
@Injectable()
export class ActiveRetry {
  constructor(
    private readonly database: DataSource,
    private readonly freshness: Freshness,
  ) {}

  /** @returns the id of the active attempt, or null */
  async of(downloadId: string, itemKey: string): Promise<string | null> {
    await this.freshness.untilNow();
    // From each active attempt at the item back along what it retries.
    const rows = await this.database.query<{ active: string }[]>(
      `WITH RECURSIVE line AS (
         SELECT id AS active, retry_of FROM downloads WHERE item_key = $2
         UNION SELECT line.active, attempt.retry_of FROM line JOIN download_attempts attempt ON attempt.id = line.retry_of
       ) SELECT active FROM line WHERE retry_of = $1 LIMIT 1`,
      [downloadId, itemKey],
    );
    return rows[0]?.active ?? null;
  }
}
