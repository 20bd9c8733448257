import { parseTitleAndYear } from '@ctrl/video-filename-parser';
import { titleKey } from './title-key.js';

/** What a file or folder name says about a movie: its title as comparable keys, and its year or null. */
export type MovieName = { keys: string[]; year: number | null };

/** `Title (1999) …`, as media servers ask for it. */
const conventional = /^(.+?)[\s._]*[([]((?:18|19|20)\d\d)[)\]]/u;
const fullDate = /(?<!\d)(?:(?:19|20)\d\d[\s._-]\d\d[\s._-]\d\d|\d\d[\s._-]\d\d[\s._-](?:19|20)\d\d)(?!\d)/u;
const anyYear = /(?<!\d)(?:18|19|20)\d\d(?!\d|p)/u;
const stackPart = /[\s._-]+(?:cd|dvd|disc|disk|part|pt)[\s._-]?\d$/iu;

/** Whether a name holds a whole date, as those of daily shows do. */
export const isDated = (name: string): boolean => fullDate.test(name);

/** Reads the name of a movie's file or folder. Null for what is dated like a daily show. */
export function readMovie(name: string): MovieName | null {
  if (isDated(name)) return null;
  const plain = conventional.exec(name);
  if (plain) return { keys: keysOf(plain[1]), year: Number(plain[2]) };
  if (!anyYear.test(name) && !/\d|[[.]/u.test(name)) return { keys: keysOf(name), year: null };
  const { title, year } = readTitle(name);
  // The parser drops words like "Real" and "Extended" wherever they stand, so what precedes the year counts as well.
  const before = year === null ? name.replace(stackPart, '') : name.slice(0, name.lastIndexOf(String(year)));
  return { keys: keysOf(title.replace(stackPart, ''), before), year };
}

/** The one title that the parser reads, as people write it, without what it takes for an edition; empty where it finds none. */
export function readTitle(name: string): { title: string; year: number | null } {
  const { title, year } = parseTitleAndYear(spellOut(name));
  return { title: readBack(title), year: Number(year) || null };
}

const keysOf = (...titles: (string | undefined)[]): string[] => [
  ...new Set(titles.map((title) => titleKey(title ?? '')).filter((key) => key !== '')),
];

/** The parser takes only ASCII letters for letters ("千と千尋 (2001)" reads as "千"), so others, and what stands within words, are spelt out for it. */
const spellOut = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{ASCII}]/gu, (c) => (/[\p{L}\p{M}\p{N}’‘·]/u.test(c) ? `qzq${inLetters(c)}qzq` : ' '));
const inLetters = (c: string): string =>
  (c.codePointAt(0) ?? 0)
    .toString(16)
    .replace(/\d/g, (digit) => String.fromCharCode('g'.charCodeAt(0) + Number(digit)));
const readBack = (title: string): string =>
  title.replace(/qzq([a-p]+)qzq/gu, (_, letters: string) =>
    String.fromCodePoint(
      parseInt(
        letters.replace(/[g-p]/g, (letter) => String(letter.charCodeAt(0) - 'g'.charCodeAt(0))),
        16,
      ),
    ),
  );
