import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refused } from '../domain/refused.js';
import { ReadYourWrites } from './read-your-writes.js';

/** Finds the stream of a download id by the projections. */
@Injectable()
export class StreamDirectory {
  constructor(
    private readonly database: DataSource,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  /** @throws Refused not-found */
  async streamOf(downloadId: string): Promise<string> {
    const known = await this.look(downloadId);
    if (known) return known;
    // A download that another instance has just initiated may not have been projected yet.
    await this.readYourWrites.waitForNewest();
    const stream = await this.look(downloadId);
    if (!stream) throw new Refused('not-found', { detail: `There is no download ${downloadId}.` });
    return stream;
  }

  private async look(downloadId: string): Promise<string | undefined> {
    const rows = await this.database.query<{ stream: string }[]>(
      `SELECT stream FROM downloads WHERE id = $1
       UNION ALL SELECT stream FROM download_attempts WHERE id = $1 LIMIT 1`,
      [downloadId],
    );
    return rows[0]?.stream;
  }
}
