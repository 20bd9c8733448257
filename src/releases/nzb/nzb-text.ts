import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes, whose text is parsed in some ten milliseconds. */
const CHUNK = 64 * 1024;

/** The text of an XML file, piece by piece. */
export function* textOfXml(file: Uint8Array): Generator<string, void, undefined> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const decoder = iconv.getDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += CHUNK) yield decoder.write(bytes.subarray(at, at + CHUNK));
  yield decoder.end() ?? '';
}

/** UTF-8 whenever it can be that; else UTF-16, or what its declaration says. */
function encodingOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 4);
  if (/^(?:\xff\xfe|<\0)/.test(start)) return 'utf-16le';
  if (/^(?:\xfe\xff|\0<)/.test(start)) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1] ?? '';
  return iconv.encodingExists(declared) && !/^utf/i.test(declared) ? declared : 'latin1';
}
