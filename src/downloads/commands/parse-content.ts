import { isWhole, readEpisodes } from '../../library/names/episode-marker.js';
import { isDated, readTitle } from '../../library/names/movie-name.js';
import { readSeasons } from '../../library/names/season-marker.js';
import { titleKey } from '../../library/names/title-key.js';
import { withoutEntities } from '../../releases/html-text.js';
import { type Content } from '../domain/content.js';

/** A later year is part of a title ("Blade Runner 2049"). */
const LATEST_YEAR = 2035;
/** What stands before a show's title, and what of the release may stand behind it. */
const GROUP_OR_SITE = /^(?:\[[^\]]*\]\s*)+|^www\.\S+\s+-\s/iu;
const QUALITY = /[\s._([-]+(?:480|576|720|1080|2160)[ip](?![\p{L}\p{N}]).*$/iu;
/** What is one of many and names no season: `E05`, `Show (2019) - 05`, `Formula1.2024.Round01`. */
const NUMBERED =
  /(?<![\p{L}\p{N}])(?:e\d{2,4}|ep[\s._]?\d{1,3})(?![\p{L}\p{N}])|(?:19|20)\d\d[)\]]?(?:\s-\s|[\s._-]+(?:episode|part|round|week)[\s._]?)\d{1,4}(?![\p{L}\p{N}])/iu;

/**
 * Reads from a release's title what it is for; null where that is not beyond doubt.
 * Nobody has said which movie or series it is, so it is named by its title: `parsed:matrix-1999`, `parsed:breakingbad`.
 * A request that names the same thing by `tmdb:` or `tvdb:` is another content.
 */
export function parseContent(name: string): Content | null {
  const title = withoutEntities(name); // a torrent is called what it is called
  const marker = readEpisodes(title);
  if (marker) {
    const { season, episodes } = marker;
    return isWhole(marker) ? series(marker.title, { kind: 'episodes', season, episodes }) : null;
  }
  if (isDated(title)) return null;
  const pack = readSeasons(title);
  if (!pack) return movie(title);
  if (pack.seasons === 'unclear') return null;
  return series(pack.title, pack.seasons === 'several' ? { kind: 'series' } : { kind: 'season', season: pack.seasons });
}

function movie(name: string): Content | null {
  if (NUMBERED.test(name)) return null;
  const { title, year } = readTitle(name);
  const key = titleKey(title);
  if (year === null || year > LATEST_YEAR || key === '') return null;
  return { kind: 'movie', mediaId: `parsed:${key}-${year}`, title, year };
}

type Part =
  { kind: 'episodes'; season: number; episodes: number[] } | { kind: 'season'; season: number } | { kind: 'series' };

function series(before: string, part: Part): Content | null {
  if (isDated(before) || readSeasons(before)) return null;
  const title = before
    .replace(GROUP_OR_SITE, '')
    .replace(QUALITY, '')
    .replace(/[\s._]+/g, ' ')
    .replace(/^[\s-]+|[\s([-]+$/g, '');
  const key = titleKey(title);
  return key === '' ? null : { ...part, mediaId: `parsed:${key}`, title };
}
