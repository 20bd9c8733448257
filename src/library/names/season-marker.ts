import { bareNext, links } from './marker-links.js';

/**
 * What a release's title says about whole seasons; the title is what stands before the marker, possibly nothing.
 * Unclear is what may be one season, several, an episode of one, or the title of a movie.
 */
export type SeasonMarker = { title: string; seasons: number | 'several' | 'unclear' };

/** `S01`, also right behind another, and `Season 1`; `Season 2006` is rather a title and a year. */
const markers =
  /(?<=(?<![\p{L}\p{N}])(?:s\d{1,4})*)(?:s(?<short>\d{1,4})|season(?<plural>s)?[\s._]*(?<long>\d{1,3}))(?=s\d|[^\p{L}\p{N}]|$)/giu;
const onlyLinks = new RegExp(`^${links}$`, 'iu');
const likeAnEpisode = /^[\s._]+(?:[~–\-][\s._]+|episode[\s._]*)\d{1,4}(?![\p{L}\p{N}])/iu;
const listed = /^[\s._]+(\d{1,2})(?:[\s._]+(\d{1,2}))?(?![\p{L}\p{N}])/u;
const audioChannels = /^[\s._]+[257][\s._][01](?!\d)/u;
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

const numberOf = ({ groups }: RegExpExecArray): number => Number(groups?.['short'] ?? groups?.['long']);
const endOf = (match: RegExpExecArray): number => match.index + match[0].length;

/** What a marker and the bare numbers behind it name: `S01-03`, `Season 1, 2 and 3`, `Seasons 1 - 5`, `Season.1.2.3`. */
function seasonsFrom(marker: RegExpExecArray, rest: string): SeasonMarker['seasons'] {
  const season = numberOf(marker);
  const plural = marker.groups?.['plural'] !== undefined;
  const bare = bareNext.exec(rest);
  if (bare) return Number(bare[1]) > season && Number(bare[1]) < 100 ? 'several' : 'unclear';
  if (likeAnEpisode.test(rest)) return plural ? 'several' : 'unclear'; // as in "S2 - 05"
  if (marker.groups?.['long'] === undefined) return season;
  const [, second, third] = (!audioChannels.test(rest) && listed.exec(rest)) || [];
  if (second !== undefined) {
    const ascending = Number(second) > season && Number(third ?? Infinity) > Number(second);
    return ascending && (plural || third !== undefined) ? 'several' : 'unclear'; // "Season 1.2" may be an episode
  }
  return plural || year.test(rest) ? 'unclear' : season; // "Open Season 3 (2010)" is a movie
}
