import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadYourWrites } from '../../streams/read-your-writes.js';

/** Finds what tries a download again at this moment, be it in another client, a retry of a retry, or of what this one retries. */
@Injectable()
export class ActiveRetry {
  constructor(
    private readonly database: DataSource,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  /** @returns the id of the active attempt, or null */
  async of(downloadId: string, itemKey: string): Promise<string | null> {
    await this.readYourWrites.waitForNewest();
    // From each active attempt at the item, and from this download, back along what it retries.
    const rows = await this.database.query<{ active: string }[]>(
      `WITH RECURSIVE line AS (
         SELECT id AS active, retry_of FROM downloads WHERE item_key = $2
         UNION SELECT line.active, attempt.retry_of FROM line JOIN download_attempts attempt ON attempt.id = line.retry_of
       ), own AS (
         SELECT $1::uuid AS id
         UNION SELECT attempt.retry_of FROM own JOIN download_attempts attempt ON attempt.id = own.id
       ) SELECT active FROM line JOIN own ON own.id = line.retry_of LIMIT 1`,
      [downloadId, itemKey],
    );
    return rows[0]?.active ?? null;
  }
}
