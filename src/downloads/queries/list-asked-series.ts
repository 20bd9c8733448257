import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';

/** A series that something was ever asked for of. */
export type AskedSeries = {
  mediaId: string;
  title: string;
  /** When it was asked for first. ISO 8601, to the second. */
  added: string;
  seasons: number[];
  /** Those that were asked for by their numbers; `isComplete`: one download of it has completed. */
  episodes: { season: number; episode: number; isComplete: boolean }[];
};

/** All series of the history, by their titles. */
export class ListAskedSeries extends Query<AskedSeries[]> {}

type Row = { mediaId: string; title: string; added: Date; seasons: number[]; episodes: AskedSeries['episodes'] };

@QueryHandler(ListAskedSeries)
export class ListAskedSeriesHandler implements IQueryHandler<ListAskedSeries> {
  constructor(private readonly database: DataSource) {}

  async execute(): Promise<AskedSeries[]> {
    const rows = await this.database.query<Row[]>(
      `WITH asked AS MATERIALIZED (
         SELECT media_id, content, coalesce(max(content->>'title'), media_id) AS title, min(initiated_at) AS added,
                bool_or(outcome = 'completed') AS done, (content->>'season')::int AS season
           FROM download_attempts WHERE content->>'kind' IN ('episodes', 'season', 'series')
          GROUP BY media_id, content),
       episodes AS (
         SELECT media_id, season, number::int AS episode, bool_or(coalesce(done, false)) AS done
           FROM asked CROSS JOIN jsonb_array_elements_text(coalesce(content->'episodes', '[]')) AS number
          GROUP BY media_id, season, number)
       SELECT a.media_id AS "mediaId", max(a.title) AS title, min(a.added) AS added,
              coalesce(array_agg(DISTINCT a.season ORDER BY a.season) FILTER (WHERE a.season IS NOT NULL), '{}') AS seasons,
              (SELECT coalesce(json_agg(json_build_object('season', e.season, 'episode', e.episode, 'isComplete', e.done)
                        ORDER BY e.season, e.episode), '[]')
                 FROM episodes e WHERE e.media_id = a.media_id) AS episodes
         FROM asked a GROUP BY a.media_id ORDER BY title, a.media_id`,
    );
    return rows.map(({ added, ...row }) => ({ ...row, added: `${added.toISOString().slice(0, 19)}Z` }));
  }
}
