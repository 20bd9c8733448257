import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { textOfBytes } from '../encoded-text.js';
import { rootOf } from './markup.js';

/** What no text holds: control characters, except line ends, tabs and what colours a terminal. */
const CONTROL = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;
const NO_LETTER = /[\p{Cn}\p{Co}\p{Cs}]/u;
const MARKS: readonly (readonly [encoding: string, mark: string])[] = [
  ['utf-32le', 'fffe0000'],
  ['utf-32be', '0000feff'],
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
];
/** So many random bytes hold a control character nearly always. */
const TELLING = 64;

/**
 * The text that bytes are, be it UTF-8, UTF-16 with or without its mark, or an older encoding. Null when they are no text.
 * @param bytes may be cut off in the middle of a character
 * @param charset as the server calls it, for what is neither
 */
export function textIn(bytes: Buffer, charset = 'windows-1252'): string | null {
  for (const [encoding, mark] of MARKS)
    if (bytes.toString('hex', 0, mark.length / 2) === mark)
      return clean(iconv.decode(whole(bytes, encoding), encoding));
  const utf8 = whole(bytes, 'utf-8');
  if (isUtf8(utf8)) return clean(utf8.toString()) ?? utf16(bytes);
  return (
    clean(iconv.decode(bytes, iconv.encodingExists(charset) ? charset : 'windows-1252'), bytes.length) ?? utf16(bytes)
  );
}

/** Without its mark it is known by being mostly ASCII. */
function utf16(bytes: Buffer): string | null {
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const text = iconv.decode(whole(bytes, encoding), encoding);
    if (text !== '' && shareOfAscii(text) > 0.7 && clean(text) !== null) return text;
  }
  return null;
}

function clean(text: string, telling = TELLING): string | null {
  if (CONTROL.test(text) || NO_LETTER.test(text)) return null;
  return telling >= TELLING || shareOfAscii(text) > 0.7 ? text : null;
}

const shareOfAscii = (text: string): number => text.replace(/[^\t\n\r -~]/g, '').length / text.length;

/** Without the beginning of a character that was cut off. */
function whole(bytes: Buffer, encoding: string): Buffer {
  const width = encoding.startsWith('utf-16') ? 2 : encoding.startsWith('utf-32') ? 4 : 1;
  if (width > 1) return bytes.subarray(0, bytes.length - (bytes.length % width));
  const cut = [0, 1, 2, 3].find((most) => isUtf8(bytes.subarray(0, bytes.length - most)));
  return bytes.subarray(0, bytes.length - (cut ?? 0));
}

/** As `textIn`, and also what has begun as a text and then holds what no text does. */
export const textAtStart = (head: Buffer, charset?: string): string | null => textIn(head, charset) ?? brokenText(head);

/** A page, XML or JSON that something which no text holds has got into: what begins so is nothing else. */
function brokenText(head: Buffer): string | null {
  const text = textOfBytes(head);
  return rootOf(text) !== null || /^\ufeff?\s*(?:\{\s*"|\[\s*[{"[])/.test(text) ? text : null;
}
