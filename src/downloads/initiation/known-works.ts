import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { type KnownWork } from './match-content.js';

/** Many items may be adopted one after the other, and each would read all of the history. */
const KEPT_MS = 10_000;

/** The movies and series that downloads were once asked for by an id of a catalogue. */
@Injectable()
export class KnownWorks {
  private readonly kept: LRUCache<'all', KnownWork[]>;

  constructor(database: DataSource) {
    this.kept = new LRUCache({
      max: 1,
      ttl: KEPT_MS,
      fetchMethod: () => database.query<KnownWork[]>(ALL),
    });
  }

  async all(): Promise<readonly KnownWork[]> {
    return (await this.kept.fetch('all')) ?? [];
  }
}

/** Of a movie or series that was called differently, each name is one. */
const ALL = `SELECT DISTINCT media_id AS "mediaId", content ->> 'title' AS title, (content ->> 'year')::int AS year,
    content ->> 'kind' = 'movie' AS "isMovie"
  FROM download_attempts
  WHERE media_id IS NOT NULL AND media_id NOT LIKE 'parsed:%' AND content ->> 'title' IS NOT NULL`;
