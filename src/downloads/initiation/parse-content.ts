import { isWhole, readEpisodes } from '../../library/names/episode-marker.js';
import { isDated, readTitle } from '../../library/names/movie-name.js';
import { episodeWord, seasonWord } from '../../library/names/marker-words.js';
import { readSeasons } from '../../library/names/season-marker.js';
import { beforeCompleteSeries, mayBeItsName, showName, speaksOfShow } from '../../library/names/show-name.js';
import { titleKey } from '../../library/names/title-key.js';
import { withoutEntities } from '../../text/html-text.js';
import { type Content } from '../domain/content.js';

/** File systems end names at 255; looking for words in much more than that takes long. */
const LONGEST = 1_000;
/** What is one of many and names no season, or names it in a way that is not understood: `E05`, `Show (2019) - 05`, `Formula1.2024.Round01`. */
const NUMBERED = new RegExp(
  [
    '(?:e\\d{2,4}|ep[\\s._]?\\d{1,3}|[st]\\d{1,3}[\\s._]?(?:x?e[\\s._]?\\d|d\\d|p\\d|v\\d|disc|disk|dvd|cd|part)\\p{L}*[\\s._]?\\d*)',
    // "2nd Season", "3. Staffel", "Season Two"; "24 Season 1" is the first of "24".
    `(?:\\d{1,2}(?:st|nd|rd|th|[.ªº°a]|-?й)?[\\s._]*(?:${seasonWord})(?![\\s._:#№]*\\d{1,3}(?!\\d))|(?:${seasonWord}|series)[\\s._]+(?:one|two|three|four|five|six|\\d{1,2}))`,
    `(?:19|20)\\d\\d[)\\]]?(?:\\s-\\s|(?:[\\s._\\-]+|.*[\\s._\\-])(?:${episodeWord}|part|pt|teil|round|week|cd|disc|disk)[\\s._]?#?)\\d{1,4}`,
  ]
    .map((shape) => `(?<![\\p{L}\\p{N}])${shape}(?![\\p{L}\\p{N}])`)
    .join('|'),
  'iu',
);

/**
 * Reads from a release's title what it is for; null where that is not beyond doubt.
 * Nobody has said which movie or series it is, so it is named by its title: `parsed:matrix-1999`, `parsed:breakingbad`.
 * A request that names the same thing by `tmdb:` or `tvdb:` is another content.
 */
export function parseContent(name: string): Content | null {
  if (name.length > LONGEST) return null;
  const title = withoutEntities(name); // a torrent is called what it is called
  const marker = readEpisodes(title);
  if (marker) {
    const { season, episodes } = marker;
    return isWhole(marker) ? series(marker.title, { kind: 'episodes', season, episodes }) : null;
  }
  if (isDated(title)) return null;
  const pack = readSeasons(title);
  if (!pack) return wholeSeries(title) ?? movie(title);
  if (pack.seasons === 'unclear') return null;
  return series(pack.title, pack.seasons === 'several' ? { kind: 'series' } : { kind: 'season', season: pack.seasons });
}

function wholeSeries(name: string): Content | null {
  const before = beforeCompleteSeries(name);
  return before === null || NUMBERED.test(before) ? null : series(before, { kind: 'series' });
}

function movie(name: string): Content | null {
  if (NUMBERED.test(name) || speaksOfShow(name)) return null;
  const { title, year } = readTitle(name) ?? {};
  const key = titleKey(title ?? '');
  if (title === undefined || year === undefined || key === '' || title.startsWith('@')) return null;
  return { kind: 'movie', mediaId: `parsed:${key}-${year}`, title, year };
}

type Part =
  { kind: 'episodes'; season: number; episodes: number[] } | { kind: 'season'; season: number } | { kind: 'series' };

function series(before: string, part: Part): Content | null {
  if (isDated(before) || readSeasons(before) || mayBeItsName(before)) return null;
  const title = showName(before);
  const key = titleKey(title);
  return key === '' || title.startsWith('@') ? null : { ...part, mediaId: `parsed:${key}`, title };
}
