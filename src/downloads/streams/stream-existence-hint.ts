import { type DataSource } from 'typeorm';
import { type StreamExistenceHint } from './stream-repository.js';
import { coalesced } from '../../database/coalesced.js';

/** A content stream has claims where there were attempts; more is not needed of a hint. */
const mediaIdOf = (stream: string): string | null => /^content-(?:movie|series)\.(.*)$/s.exec(stream)?.[1] ?? null;

/** Whether the history has heard of a download in a stream, or for a content stream's movie or series. */
export const streamExistenceHint = (database: DataSource): StreamExistenceHint =>
  coalesced(async (streams: readonly string[]) => {
    const rows = await database.query<{ known: boolean }[]>(
      `SELECT EXISTS (SELECT FROM download_attempts WHERE stream = asked.stream)
           OR EXISTS (SELECT FROM download_attempts WHERE media_id = asked.media_id) AS known
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (stream, media_id, place) ORDER BY place`,
      [streams, streams.map(mediaIdOf)],
    );
    return rows.map(({ known }) => known);
  });
