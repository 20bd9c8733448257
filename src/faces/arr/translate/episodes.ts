import { type Content } from '../../../downloads/domain/content.js';
import { episodeIdOf, seriesIdOf } from './ids.js';

/** What one record is about; a key that is unknown is absent. `part` tells the records of one download apart. */
export type EpisodeRef = {
  part: string;
  mediaId?: string;
  seriesTitle?: string;
  seriesId?: number;
  episodeId?: number;
  seasonNumber?: number;
  episodeNumber?: number;
};

/** One for each episode that is known; one for all of it where none is. A film, or what nobody knows, is about no series. */
export function episodesOf(content: Content | null): EpisodeRef[] {
  if (!content || content.kind === 'movie') return [{ part: '' }];
  const { mediaId } = content;
  const series = { mediaId, seriesId: seriesIdOf(mediaId), seriesTitle: content.title ?? mediaId };
  if (content.kind === 'series') return [{ part: 'series', ...series }];
  const { season: seasonNumber, episodes = [] } = content;
  if (episodes.length === 0) return [{ part: `s${seasonNumber}`, ...series, seasonNumber }];
  return [...new Set(episodes)].map((episodeNumber) => ({
    part: `s${seasonNumber}e${episodeNumber}`,
    ...series,
    episodeId: episodeIdOf(mediaId, seasonNumber, episodeNumber),
    seasonNumber,
    episodeNumber,
  }));
}
