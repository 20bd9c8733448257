import { percentDecoded } from '../encoded-text.js';
import { withoutEntities } from '../../text/html-text.js';

/** Key in lower case and without its number, value as it stands in the link. */
export type Parameter = { key: string; value: string };

const START = /^magnet:(?:\/{2})?\/?\?/i;
/** What may stand in a value as it is. An & or = of its own would end it for some clients, a # the link. */
const UNCLEAN = /[^A-Za-z0-9_.~!$'()*+,;:@/?%-]|%(?![0-9A-Fa-f]{2})/gu;

/** A link to a magnet, also one that was escaped or put in quotation marks by what it was copied from. */
export const isMagnet = (text: string): boolean => /^[\s"'<]*magnet(?::|%3a)/i.test(text);

/**
 * The parameters of a magnet link as pages, feeds, mails and scripts have it: with `&amp;` between them, with line ends in it,
 * in quotation marks, percent-encoded as a whole.
 * @returns null when it is no magnet link
 */
export function magnetParameters(text: string): Parameter[] | null {
  const link = bare(text);
  const start = START.exec(link);
  if (start === null) return null;
  const parameters: Parameter[] = [];
  for (const part of link.slice(start[0].length).split('&')) {
    const [key, value] = cutAt(part, '=');
    const last = parameters.at(-1);
    // Sites forget to escape the & of a name.
    if (value === null && last?.key === 'dn') last.value += `%26${key}`;
    else if (value?.trim()) parameters.push({ key: plainKey(key), value });
  }
  const known = parameters.filter(({ key }) => /^[a-z][\w.-]*$/.test(key));
  return known.map(({ key, value }) => ({ key, value: value.trim() }));
}

/** As every client reads it. What was in order stays as it was, byte for byte. */
export const magnetLink = (parameters: readonly Parameter[]): string =>
  `magnet:?${parameters.map(({ key, value }) => `${key}=${value.toWellFormed().replace(UNCLEAN, encodeURIComponent)}`).join('&')}`;

function bare(text: string): string {
  const lines = text.split(/[\p{Cc}\u200b\u2060\ufeff]+/u).map((line) => line.trim());
  const link = withoutMarks(lines.join(''))
    .replace(/\\u0026/gi, '&')
    .replace(/\\u003d/gi, '=');
  const plain = withoutEntities(link);
  return plain.includes('=') ? plain : percentDecoded(plain);
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && /["'>\s]/.test(text[end - 1]!)) end--;
  return text.slice(0, end).replace(/^["'<\s]+/, '');
}

/** Topics and trackers are numbered by some: `xt.1`, `tr.2`. */
const plainKey = (key: string): string =>
  percentDecoded(key)
    .trim()
    .toLowerCase()
    .replace(/\.\d+$/, '');

function cutAt(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
