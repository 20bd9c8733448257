import { filenameParse } from '@ctrl/video-filename-parser';
import { readEpisodes } from '../../library/episode-marker.js';
import { titleKey } from '../../library/title-key.js';
import { type Content } from '../domain/content.js';

const SEASON = /(^|[\s._[(-])(s\d{1,3}|season[\s._]?\d{1,3})(?![\p{L}\p{N}])/iu;

/**
 * Reads from a release's title what it is for; null where that is not beyond doubt.
 * Nobody has said which movie or series it is, so it is named by its title: `parsed:matrix-1999`, `parsed:breakingbad`.
 * A request that names the same thing by `tmdb:` or `tvdb:` is another content.
 */
export function parseContent(title: string): Content | null {
  const marker = readEpisodes(title);
  if (marker) return series(marker.title, { kind: 'episodes', season: marker.season, episodes: marker.episodes });
  if (SEASON.test(title)) return parseSeason(title);
  const movie = filenameParse(title);
  const key = titleKey(movie.title);
  if (!movie.year || key === '') return null;
  const year = Number(movie.year);
  return { kind: 'movie', mediaId: `parsed:${key}-${year}`, title: movie.title, year };
}

function parseSeason(title: string): Content | null {
  const show = filenameParse(title, true);
  const [season, ...more] = 'seasons' in show ? show.seasons : [];
  if (season === undefined) return null;
  return series(show.title, more.length > 0 ? { kind: 'series' } : { kind: 'season', season });
}

type Part =
  { kind: 'episodes'; season: number; episodes: number[] } | { kind: 'season'; season: number } | { kind: 'series' };

function series(dotted: string, part: Part): Content | null {
  const title = dotted
    .replace(/[\s._]+/g, ' ')
    .replace(/[\s-]+$/, '')
    .trim();
  const key = titleKey(title);
  return key === '' ? null : { ...part, mediaId: `parsed:${key}`, title };
}
