import { copyWordsStart } from './release-words.js';

/** A later year is part of a title ("Blade Runner 2049"). */
const latestYear = 2035;
const bare = /(?<![a-z\d])(?:18|19|20)\d\d(?![a-z\d])/giu;
const inRound = /[(（]\s*((?:18|19|20)\d\d)\s*[)）]/gu;
const inSquare = /[[{]\s*((?:18|19|20)\d\d)\s*[\]}]/gu;
/** `1999-2003`, `1977-83`: several films, or a comic's date. */
const range =
  /(?<![a-z\d])(?:18|19|20)\d\d(?:[\s._]*(?:[\-–~]|(?<=[\s._])to(?=[\s._]))[\s._]*(?:18|19|20)\d\d|[\-–]\d\d)(?![a-z\d])/iu;
const beginsWithYear = /^[^\p{L}\p{N}]*[([{（](?:18|19|20)\d\d[)\]}）]/u;
const onlySeparators = /^[\s._\-()[\]]*$/u;
const madeAnew =
  /(?<![a-z])(?:remaster(?:ed)?|restor(?:ed|ation)|re-?release|extended|unrated|edition|criterion)(?![a-z])/iu;

type Found = { year: number; start: number; end: number };

/** The year of a film in a name, with what stands before it; unclear where there are several that might be it; null where there is none. */
export function filmYear(name: string): Found | 'unclear' | null {
  // "(1999) Title"
  if (beginsWithYear.test(name)) return 'unclear';
  for (const shape of [inRound, inSquare]) {
    const found = yearsIn(name, shape);
    const [first] = found;
    if (first) return found.every(({ year }) => year === first.year) ? first : 'unclear';
  }
  const found = yearsIn(name, bare);
  if (found.length === 0) return null;
  if (range.test(name.slice(found[0]!.start))) return 'unclear';
  const copy = copyWordsStart(name);
  const before = found.filter(({ start }) => start < copy);
  return before.length > 0 ? lastOf(before, name) : found.length === 1 ? found[0]! : 'unclear';
}

function yearsIn(name: string, shape: RegExp): Found[] {
  return [...name.matchAll(shape)]
    .map((match) => ({
      year: Number(match[1] ?? match[0]),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ year, start }) => year <= latestYear && /[\p{L}\p{N}]/u.test(name.slice(0, start)));
}

/** Numbers that look like years stand in titles before it ("Wonder Woman 1984", "2001 A Space Odyssey"). */
function lastOf(found: readonly Found[], name: string): Found | 'unclear' {
  const last = found.at(-1)!;
  const previous = found.at(-2);
  if (!previous) return last;
  const between = name.slice(previous.end, last.start);
  if (madeAnew.test(between) || previous.year === last.year) return 'unclear';
  // "2001.2002.2003" are three films.
  const third = found.at(-3);
  const listed = third && onlySeparators.test(between) && onlySeparators.test(name.slice(third.end, previous.start));
  return listed ? 'unclear' : last;
}
