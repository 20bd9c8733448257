import { isUtf8 } from 'node:buffer';
import { parse } from 'content-disposition';
import iconv from 'iconv-lite';
import libmime from 'libmime';
import { textOfBytes, textOfHeader } from '../encoded-text.js';

type Parameters = Readonly<Record<string, string>>;

const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?[^?]*\?=/i;
/** Of the backslashes in it, RFC 9110 would leave nothing. */
const WINDOWS_PATH = /(?<=filename\s*=\s*")(?:[a-z]:\\|\\\\)[^"]*/i;

/**
 * The file's name in a `Content-Disposition` (RFC 6266), as a browser shows it: encoded or not, in whatever encoding, quoted
 * or not. Of a path, its last part (RFC 6266, 4.3).
 * @param header as Node gives it, one character a byte
 * @returns null when it tells none
 */
export function dispositionName(header: string | undefined): string | null {
  if (header === undefined) return null;
  const parameters = parametersOf(header);
  const name = extended(parameters['filename*']) ?? continued(parameters) ?? plain(parameters['filename']);
  return (name ?? loosely(parameters['filename*']))?.split(/[/\\]/).at(-1)?.trim() || null;
}

function parametersOf(header: string): Parameters {
  const typed = /^[^;="]*(?:;|$)/.test(header) ? header : `attachment; ${header}`;
  const whole = typed.replace(WINDOWS_PATH, (path) => path.replaceAll('\\', '\\\\'));
  const { parameters } = parse(whole, { extended: false });
  // One whose closing quotation mark was forgotten is passed over.
  return { ...parse(`${whole}"`, { extended: false }).parameters, ...parameters };
}

/** `UTF-8'en'na%C3%AFve.mkv` (RFC 8187). Null when it cannot be read as it says, so that the other form counts. */
function extended(value: string | undefined): string | null {
  const [, charset, encoded] = /^([^']+)'[^']*'(.+)$/s.exec(value ?? '') ?? [];
  if (charset === undefined || encoded === undefined || !iconv.encodingExists(charset)) return null;
  const bytes = percentBytes(encoded);
  return /^utf-?8$/i.test(charset) && !isUtf8(bytes) ? null : iconv.decode(bytes, charset);
}

/** `filename*0="a"; filename*1="b.mkv"` (RFC 2231), the parts with a star escaped as above. */
function continued(parameters: Parameters): string | null {
  const parts: string[] = [];
  for (let part; (part = continuation(parameters, parts.length)) !== undefined;) parts.push(part);
  const name = parts.join('');
  return parameters['filename*0*'] === undefined ? loosely(name) : extended(name);
}

const continuation = (parameters: Parameters, index: number): string | undefined =>
  parameters[`filename*${index}*`] ?? parameters[`filename*${index}`]?.replaceAll('%', '%25');

/** Not what the standard says, but what servers send and browsers read: RFC 2047, percent-encoded UTF-8, raw bytes. */
function plain(value: string | undefined): string | null {
  if (!value) return null;
  if (ENCODED_WORD.test(value)) return libmime.decodeWords(value);
  return value.split(/(\s+)/).map(plainWord).join('');
}

function plainWord(word: string): string {
  const bytes = percentBytes(word);
  return /^[\0-\x7f]*$/.test(word) && isUtf8(bytes) ? textOfBytes(bytes) : textOfHeader(word);
}

/** The extended form without what makes it one. */
const loosely = (value: string | undefined): string | null => (value ? textOfBytes(percentBytes(value)) : null);

/** @param text one character a byte */
const percentBytes = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
