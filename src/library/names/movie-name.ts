import { withoutEdition } from './editions.js';
import { filmYear } from './film-year.js';
import { withoutGroup } from './groups.js';
import { copyWordsStart, isCollection, isOnlyExtras } from './release-words.js';
import { withoutSite } from './site-tags.js';
import { stackPart } from './stack-part.js';
import { titleKey, tidyTitle } from './title-key.js';

/** What a file or folder name says about a movie: its title as comparable keys, and its year or null. */
export type MovieName = { keys: string[]; year: number | null };

const fullDate = /(?<!\d)(?:(?:19|20)\d\d[\s._-]\d\d[\s._-]\d\d|\d\d[\s._-]\d\d[\s._-](?:19|20)\d\d)(?!\d)/u;
const ids = /\s*[[{](?:tvdb|tmdb|imdb|tvdbid|tmdbid|imdbid)[-=\s]?\w*[\]}]/giu;

/** Whether a name holds a whole date, as those of daily shows do. */
export const isDated = (name: string): boolean => fullDate.test(name);

/** What media servers write behind a title: `{tmdb-603}`. */
export const withoutIds = (name: string): string => name.replace(ids, '');

/** Reads the name of a movie's file or folder. Null for what is dated like a daily show, several movies, or none at all. */
export function readMovie(name: string): MovieName | null {
  if (isDated(name)) return null;
  const { before, after, year } = partsOf(name) ?? {};
  if (before === undefined || after === undefined || year === undefined) return null;
  const { title, perhaps } = withoutEdition(before);
  return { keys: keysOf(title, perhaps), year };
}

/** The title that stands before a release's year. Null where there is none, or where it is not beyond doubt which words it is. */
export function readTitle(name: string): { title: string; year: number } | null {
  const { before, year } = partsOf(name) ?? {};
  if (before === undefined || typeof year !== 'number') return null;
  const { title, perhaps } = withoutEdition(before);
  return perhaps === undefined ? { title: tidyTitle(title), year } : null;
}

/** Null where a name is not that of one movie. */
function partsOf(name: string): { before: string; after: string; year: number | null } | null {
  const plain = withoutGroup(withoutIds(withoutSite(name)));
  const found = filmYear(plain);
  if (found === 'unclear') return null;
  const copy = copyWordsStart(plain);
  const end = Math.min(found?.start ?? plain.length, copy);
  const after = plain.slice(found?.end ?? copy);
  const text = plain.slice(0, end);
  const before = found ? withoutEnd(text) : withoutEnd(withoutEnd(withoutBrackets(text)).replace(stackPart, ''));
  if (isOnlyExtras(after) || isCollection(before, after)) return null;
  return { before, after, year: found?.year ?? null };
}

const withoutEnd = (text: string): string => text.replace(/[\s._\-–([{（]+$/u, '');

/** Without a year to end it, a title ends where something in brackets begins. */
function withoutBrackets(text: string): string {
  const rest = text.replace(/\[[^\]]*\]?/gu, '');
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}

const keysOf = (...titles: (string | null | undefined)[]): string[] => [
  ...new Set(titles.map((title) => titleKey(title ?? '')).filter((key) => key !== '')),
];
