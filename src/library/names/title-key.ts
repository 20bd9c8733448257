/** Letters that Unicode does not take apart into a base letter and a mark. */
const plainLetters: Record<string, string> = {
  æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i',
}; // prettier-ignore

const countries = new Map(
  ['us', 'uk', 'au', 'nz', 'ca', 'ie', 'in', 'za', 'de', 'fr', 'es', 'it', 'nl', 'se', 'dk', 'no', 'jp', 'kr', 'br', 'mx']
    .map((code): [string, string] => [code, code])
    .concat([['gb', 'uk']]),
); // prettier-ignore

const article = /^(?:the|an?)[\s._]+(?=.)|,\s*(?:the|an?)$/iu;
const trailingYear = /[\s._]+\(?(19[3-9]\d|20[0-3]\d)\)?$/u;
const trailingCountry = /[\s._]+(?:\(([a-z]{2})\)|(us|uk|au|nz))$/iu;

/**
 * The form in which titles are compared: no case, spaces, punctuation, diacritics or leading article, and `&` read as "and".
 * Without spaces, because "Spider-Man", "Spiderman" and "Spider.Man" are one. Empty when nothing can be compared.
 */
export function titleKey(title: string): string {
  return title
    .trim()
    .replace(article, '')
    .replace(/[&+]/gu, ' and ')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[æœøßłđðþı]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[\u0300-\u036f]|[^\p{L}\p{M}\p{N}]/gu, '')
    .normalize('NFC');
}

const acronym = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu;

/** A title as people write it: spaces for the dots and underscores of a release's name, except in "R.I.P.D.". */
export function tidyTitle(text: string): string {
  const dotted = !/\s/u.test(text.replace(/^[\s._-]+|[\s._-]+$/gu, ''));
  // An acronym's last dot was cut off with what separates the title from the year.
  const whole = text.replace(/(?<![\p{L}\p{N}])((?:\p{L}\.)+\p{L})[\s._\-]*$/u, '$1.');
  const spaced = dotted
    ? whole.replace(acronym, (letters) => `${letters.replaceAll('.', '\u0000')} `).replace(/\./gu, ' ')
    : whole;
  return spaced
    .replaceAll('\u0000', '.')
    .replace(/[\s_]+/gu, ' ')
    .replace(/^[\s-]+|[\s([{（:-]+$/gu, '');
}

/** How many words a title has: one word alone is too little to know a movie by. */
export const wordsOf = (title: string): number => title.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu)?.length ?? 0;

/** A show's title, apart from the year or country that tells it from another of the same name. */
export type ShowTitle = { key: string; year: number | null; country: string | null };

/** `The Office (US)` → `{key: 'office', year: null, country: 'us'}`; a title that is nothing but a year ("1923") keeps it. */
export function showTitle(title: string): ShowTitle {
  const tidy = title.replace(/[\s._-]+$/u, '');
  const year = trailingYear.exec(tidy);
  const yearless = year ? tidy.slice(0, year.index) : tidy;
  const country = trailingCountry.exec(yearless);
  const code = countries.get((country?.[1] ?? country?.[2] ?? '').toLowerCase()) ?? null;
  const bare = country && code ? yearless.slice(0, country.index) : yearless;
  return { key: titleKey(bare), year: year ? Number(year[1]) : null, country: code };
}
