import { bareNext, links } from './marker-links.js';
import { episodeWord, manySeasons, numberedBefore, seasonWord } from './marker-words.js';
import { isOnlyExtras } from './release-words.js';

/**
 * What a release's title says about whole seasons; the title is what stands before the marker, possibly nothing.
 * Unclear is what may be one season, several, an episode of one, or the title of a movie.
 */
export type SeasonMarker = { title: string; seasons: number | 'several' | 'unclear' };

/** `S01`, also right behind another, and `Season 1`; `Season 2006` is rather a title and a year. */
const markers = new RegExp(
  `(?<=(?<![\\p{L}\\p{N}])(?:s\\d{1,4})*)(?:s(?<short>\\d{1,4})|(?<word>${seasonWord})[\\s._:#№]*(?<long>\\d{1,3}))(?=s\\d|[^\\p{L}\\p{N}]|$)`,
  'giu',
);
const onlyLinks = new RegExp(`^${links}$`, 'iu');
const likeAnEpisode = /^[\s._]+(?:[~–\-][\s._]+|episode[\s._]*)\d{1,4}(?![\p{L}\p{N}])/iu;
const listed = /^[\s._]+(\d{1,2})(?:[\s._]+(\d{1,2}))?(?![\p{L}\p{N}])/u;
const audioChannels = /^[\s._([]+(?:[24567][\s._][01]|1[\s._]0|2[\s._]1)(?!\d)/u;
/** A number right behind a season is rather an episode's: `S02 01`, `S02 #01`, `S02 (01-06)`, `S02 - 05`. */
const bareNumber = /^[\s._,:|\/~–\-]*[([{]?\s*(?:#|№|no\.?|nr\.?)?\s*\d{1,3}(?![\p{L}\p{N}])/iu;
const ofEpisode = new RegExp(`^[\\s._,ªº°-]*(?:${episodeWord})(?![\\p{L}\\p{N}])`, 'iu');
/** What tells that this is not the whole season: an episode, a part, a disc. */
const pieceOfIt = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:e|${episodeWord}|part|pt|parts|teil|partie|parte|vol|volume|cour|chapters?|disc|disk|cd|half|week|day)[\\s._#№:(\\[\\-]*(?:\\d{1,4}|one|two|three|four|[iv]{1,3})|dvd(?:[\\s._\\-]+\\d{1,2}|[1-46-8])|d\\d{1,2}|p\\d{1,2}|\\d{1,3}[\\s._]*(?:of|von|de|из|iz)[\\s._]*\\d{1,3}|x\\d{1,2}|(?:1st|2nd|first|second)[\\s._]half|half(?![\\s._\\-]?(?:sbs|ou|tab))|finale|premi[eè]re|mid[\\s._\\-]?season|recap|preview)(?![\\p{L}\\p{N}])`,
  'iu',
);
const year = /(?<!\d)(?:18|19|20)\d\d(?![\dpix])/u;

/** Reads which seasons a whole release holds. Null where it names none. */
export function readSeasons(name: string): SeasonMarker | null {
  const found = [...name.matchAll(markers)];
  const [first, ...others] = found;
  if (!first) return null;
  const title = name.slice(0, first.index);
  if (others.every((other) => numberOf(other) === numberOf(first))) {
    return { title, seasons: seasonsFrom(first, name.slice(endOf(first))) };
  }
  const together = others.every((other, i) => {
    const before = found[i]!;
    return numberOf(other) > numberOf(before) && onlyLinks.test(name.slice(endOf(before), other.index));
  });
  return { title, seasons: together ? 'several' : 'unclear' };
}

const short =
  /(?<=[\p{L}\p{N}].*)(?<![\p{L}\p{N}])s\d{1,3}(?:[\s._\-]*(?:disc|disk|dvd|cd|d|part|p)[\s._\-]*\d{1,2})?(?![\p{L}\p{N}])/iu;

/** Whether this is something of a show's season, and no film: `Show S01 Disc 1`; a film may be called "Open Season 3 (2010)". */
export const isOfSeason = (name: string): boolean =>
  short.test(name) || (!year.test(name) && readSeasons(name) !== null);

const numberOf = ({ groups }: RegExpExecArray): number => Number(groups?.['short'] ?? groups?.['long']);
const endOf = (match: RegExpExecArray): number => match.index + match[0].length;

/** What a marker and the bare numbers behind it name: `S01-03`, `Season 1, 2 and 3`, `Seasons 1 - 5`, `Season.1.2.3`. */
function seasonsFrom(marker: RegExpExecArray, rest: string): SeasonMarker['seasons'] {
  const season = numberOf(marker);
  if (
    marker.groups?.['word'] &&
    numberedBefore.test(marker.input.slice(0, marker.index)) &&
    !/^season/iu.test(marker[0])
  )
    return 'unclear';
  const plural = manySeasons.test(marker.groups?.['word'] ?? '');
  const bare = bareNext.exec(rest);
  if (bare) return Number(bare[1]) > season && Number(bare[1]) < 100 ? 'several' : 'unclear';
  if (likeAnEpisode.test(rest)) return plural ? 'several' : 'unclear'; // as in "S2 - 05"
  const inWords = marker.groups?.['long'] !== undefined;
  const channels = audioChannels.test(rest);
  const [, second, third] = (inWords && !channels && listed.exec(rest)) || [];
  if (second !== undefined) {
    const ascending = Number(second) > season && Number(third ?? Infinity) > Number(second);
    return ascending && (plural || third !== undefined) ? 'several' : 'unclear'; // "Season 1.2" may be an episode
  }
  if ((!channels && bareNumber.test(rest)) || ofEpisode.test(rest) || pieceOfIt.test(rest) || isOnlyExtras(rest))
    return 'unclear';
  return inWords && (plural || year.test(rest)) ? 'unclear' : season; // "Open Season 3 (2010)" is a movie
}
