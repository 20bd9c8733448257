import { withoutGroup } from './groups.js';
import { withoutSite } from './site-tags.js';
import { tidyTitle } from './title-key.js';

const quality = /[\s._([-]+(?:480|576|720|1080|2160)[ip](?![\p{L}\p{N}]).*$/iu;
const sep = String.raw`[\s._\-–:,()\[\]{}|]`;
const all = String.raw`complete|completa?s?|full|entire|whole|all|ultimate|int[ée]grale?|komplett?e?|kompletny`;
const nth = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd|\\d{1,2}th';
const what = String.raw`(?:(?:\d+|${nth})${sep}*)?(?:(?:tv|mini|limited|dvd|blu-?ray)${sep}*)*(?:series?|s[ée]ries|seasons?|saisons?|staffeln?|temporadas?|collection|box${sep}*sets?|sets?|show|saga|pack|dvds?)`;
const words = [
  // "The Complete Series", "All Seasons", "Full 3 Seasons", "Complete", "L'intégrale"
  String.raw`(?:the${sep}+|l['’]\s?)?(?:(?:${all})${sep}+${what}|complete|completa?s?|int[ée]grale?|komplett?)`,
  String.raw`(?:(?:dvd|blu-?ray)${sep}*)?box${sep}*sets?`,
  String.raw`tv${sep}*(?:mini${sep}*)?series|(?:mini|limited)${sep}*series|series${sep}+complete`,
  String.raw`(?:[+&]|and|with|incl)${sep}*(?:extras?|bonus|specials?|movies?)`,
  // "2010-2013"
  String.raw`(?:19|20)\d\d[\s._]*[\-–][\s._]*(?:(?:19|20)\d\d|present)?`,
];
/** Behind at least one word that is no article: "Complete Savages" and "The Complete …" are shows. */
const behind = String.raw`(?<=[\p{L}\p{N}!?]${sep}*)(?<!^${sep}*(?:the|an?|l['’]))${sep}+`;
const wholeness = new RegExp(`${behind}(?:${words.join('|')})${sep}*$`, 'iu');
/** Whether it is the show's own name ("Scream: The TV Series"), or a pilot that was one ("Battlestar Galactica: The Miniseries"), nobody can tell. */
const perhapsItsName = new RegExp(`${sep}the${sep}+(?:tv${sep}*)?(?:mini${sep}*)?series${sep}*$`, 'iu');
const completeSeries = new RegExp(
  `${behind}(?:the${sep}+)?(?:(?:complete|full|entire|whole|all)${sep}+(?:\\d+${sep}*)?(?:tv${sep}*)?(?:series|seasons|show)|int[ée]grale${sep}+(?:de${sep}+la${sep}+)?s[ée]rie)(?![\\p{L}\\p{N}])`,
  'iu',
);
const ofShows = new RegExp(
  `${behind}(?:tv${sep}*series|tv${sep}*mini|mini${sep}*series|(?:all|complete|full)${sep}+(?:\\d+${sep}*)?(?:seasons?|series)|int[ée]grale|box${sep}*sets?)(?![\\p{L}\\p{N}])`,
  'iu',
);

/**
 * The name of a show as people write it, out of what stands before a season or an episode: without group, site, quality, and the
 * words that say how much of it this is.
 */
export function showName(before: string): string {
  let name = withoutGroup(withoutSite(before)).replace(quality, '');
  for (let shorter = name.replace(wholeness, ''); shorter !== name; shorter = name.replace(wholeness, ''))
    name = shorter;
  const title = tidyTitle(name);
  return /\([^)]*$/u.test(title) ? `${title})` : title;
}

/** Whether the words that say how much of a show this is may be its name. */
export const mayBeItsName = (before: string): boolean => perhapsItsName.test(before);

/** What stands before "Complete Series" in a name without any season's number; null where that is not said. */
export function beforeCompleteSeries(name: string): string | null {
  const match = completeSeries.exec(name);
  return match ? name.slice(0, match.index) : null;
}

/** Whether a name speaks of a show, though of no season: "Mini-Series", "Box Set", "Season Pack". */
export const speaksOfShow = (name: string): boolean => ofShows.test(name);
