import { bareNext, links } from './marker-links.js';
import { episodeWord, isManyEpisodes, notNumberedBefore, seasonWord } from './marker-words.js';

/** What a file name says about episodes; the title is what stands before the marker, possibly nothing, the rest what follows. */
export type EpisodeMarker = { title: string; season: number; episodes: number[]; rest: string };

const end = '(?!\\d)(?:v\\d)?(?![\\p{L}--[ExS]])';
/** Where a season and a first episode stand together beyond doubt. Names like `Show 103` and `Show - 01` are left alone. */
const markers = [
  new RegExp(`(?<![\\p{L}\\p{N}])s(\\d{1,4})(?:[\\s._]|\\s?-\\s?)?ep?[\\s._]?(\\d{1,4})${end}`, 'iv'),
  new RegExp(`(?<![\\p{L}\\p{N}])(\\d{1,2})x(\\d{2,3})${end}`, 'iv'),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:season|series|${notNumberedBefore}(?:${seasonWord}))[\\s._:#№]*(\\d{1,4})[\\s._,\\/\\|–\\-]*(?:${episodeWord}|e)[\\s._:#№]*(?!(?:19|20)\\d\\d)(\\d{1,4})${end}`,
    'iv',
  ),
];
const inSeasonFolder = new RegExp(`^(?:e|ep|episode)[\\s._]?(\\d{1,4})${end}`, 'iv');

/** One more episode behind the marker: `E02`, `-E03`, ` - S01E03`, ` to E03`, `x02`, ` & 1x03`, `-03`; an `x` alone must follow at once, for "x264" does not. */
const next = new RegExp(
  `^(?<range>\\s?-\\s?|[\\s._]to[\\s._])?(?:[\\s._+&]*(?:(?:s(?<s>\\d{1,4})[\\s._]?)?ep?|(?<x>\\d{1,2})x)|(?<=^)x|(?<=-))(?<episode>\\d{1,4})${end}`,
  'iv',
);
const bareRangeEnd = /^-\d{2,3}(?![\p{L}\p{N}])/u;
/** Behind "Episodes" its numbers stand alone: `1-6`, `1 to 6`, `1, 2 and 3`. */
const nextOfMany =
  /^\s?(?<range>[\-–~]\s?|(?:to|through|thru|bis|au|à|al?)[\s._]+)?(?<list>[,&+]\s?|(?:and|und|et|y|e)[\s._]+)?(?<episode>\d{1,3})(?![\p{L}\p{N}]|[.,]\d)/iu;
/** A longer range is rather a misread number ("S01E01-264") than one file. */
const longestRange = 30;

/**
 * Reads the episodes that a file holds.
 * @param stem the file's name without its extension
 * @param season of the folder that it lies in, where that is a season folder
 */
export function readEpisodes(stem: string, season: number | null = null): EpisodeMarker | null {
  for (const marker of markers) {
    const match = marker.exec(stem);
    if (match)
      return { title: stem.slice(0, match.index), ...episodesFrom(stem, match.index + match[0].length, match) };
  }
  const match = season === null ? null : inSeasonFolder.exec(stem);
  if (!match || season === null) return null;
  return { title: '', season, episodes: [Number(match[1])], rest: stem.slice(match[0].length) };
}

const unread = new RegExp(
  `^${links}(?:s\\d{1,4}|(?:s\\d{1,4}[\\s._]?)?ep?(?:isode)?[\\s._]?\\d{1,4}|\\d{1,2}x\\d{2,3})${end}`,
  'iv',
);

/** `S01E01 - 06`, where no title follows ("S01E03 - 24 Hours"). */
const perhapsRangeEnd = /^\s-\s\d{1,3}(?=\s*(?:$|[[(]|\d{3,4}[ip]))/iu;

/** Whether a marker's episodes are all that its name speaks of: not where a range goes on into another season, or is too long. */
export function isWhole({ season, episodes, rest }: EpisodeMarker): boolean {
  if (unread.test(rest) || bareNext.test(rest) || perhapsRangeEnd.test(rest)) return false;
  const again = readEpisodes(rest);
  return !again || (again.season === season && again.episodes.every((episode) => episodes.includes(episode)));
}

function episodesFrom(stem: string, from: number, first: RegExpExecArray): Omit<EpisodeMarker, 'title'> {
  const season = Number(first[1]);
  const episodes = [Number(first[2])];
  let rest = stem.slice(from);
  if (isManyEpisodes.test(first[0])) return { season, ...manyFrom(rest, episodes) };
  for (;;) {
    const match = next.exec(rest);
    const { s, x, range, episode } = match?.groups ?? {};
    if (!match || Number(s ?? x ?? season) !== season) break;
    if (/^-\d/u.test(match[0]) && x === undefined && !bareRangeEnd.test(rest)) break;
    const last = episodes.at(-1) ?? 0;
    const number = Number(episode);
    if (number <= last || (range !== undefined && number - last > longestRange)) break;
    for (let e = range === undefined ? number : last + 1; e <= number; e++) episodes.push(e);
    rest = rest.slice(match[0].length);
  }
  return { season, episodes, rest };
}

function manyFrom(rest: string, episodes: number[]): Pick<EpisodeMarker, 'episodes' | 'rest'> {
  const tail = rest.replace(/^[\s._]+/u, ' ');
  const match = nextOfMany.exec(tail);
  const { range, list, episode } = match?.groups ?? {};
  const last = episodes.at(-1) ?? 0;
  const number = Number(episode);
  if (!match || (range ?? list) === undefined || number <= last || number - last > longestRange)
    return { episodes, rest };
  const more = range === undefined ? [number] : Array.from({ length: number - last }, (_, i) => last + 1 + i);
  return manyFrom(tail.slice(match[0].length), [...episodes, ...more]);
}
