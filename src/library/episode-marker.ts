/** What a file name says about episodes; the title is what stands before the marker, possibly nothing. */
export type EpisodeMarker = { title: string; season: number; episodes: number[] };

const end = '(?!\\d)(?:v\\d)?(?![\\p{L}--[ExS]])';
/** Where a season and a first episode stand together beyond doubt. Names like `Show 103` and `Show - 01` are left alone. */
const markers = [
  new RegExp(`(?<![\\p{L}\\p{N}])s(\\d{1,4})(?:[\\s._]|\\s?-\\s?)?ep?[\\s._]?(\\d{1,4})${end}`, 'iv'),
  new RegExp(`(?<![\\p{L}\\p{N}])(\\d{1,2})x(\\d{2,3})${end}`, 'iv'),
  new RegExp(`(?<![\\p{L}\\p{N}])season[\\s._]*(\\d{1,4})[\\s._,\\-]*episode[\\s._]*(\\d{1,4})${end}`, 'iv'),
];
const inSeasonFolder = new RegExp(`^(?:e|ep|episode)[\\s._]?(\\d{1,4})${end}`, 'iv');

/** One more episode behind the marker: `E02`, `-E03`, ` - S01E03`, `x02`, ` & 1x03`, `-03`; an `x` alone must follow at once, for "x264" does not. */
const next = new RegExp(
  `^(?<range>\\s?-\\s?)?(?:[\\s._+&]*(?:(?:s(?<s>\\d{1,4})[\\s._]?)?ep?|(?<x>\\d{1,2})x)|(?<=^)x|(?<=-))(?<episode>\\d{1,4})${end}`,
  'iv',
);
const bareRangeEnd = /^-\d{2,3}(?![\p{L}\p{N}])/u;
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
  return match && season !== null ? { title: '', season, episodes: [Number(match[1])] } : null;
}

function episodesFrom(stem: string, from: number, first: RegExpExecArray): { season: number; episodes: number[] } {
  const season = Number(first[1]);
  const episodes = [Number(first[2])];
  for (let rest = stem.slice(from); ;) {
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
  return { season, episodes };
}
