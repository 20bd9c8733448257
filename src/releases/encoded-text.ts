import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes of an encoding that nobody has named: UTF-8, and Windows-1252 where they cannot be that, as browsers guess. */
export function textOfBytes(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return iconv.decode(bytes, 'windows-1252');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString()
    .replace(/^\ufeff/, '');
}

/** Node hands headers on as latin1, one character a byte. */
export const textOfHeader = (header: string): string => textOfBytes(Buffer.from(header, 'latin1'));

/** With a lone % sign left as it is. */
export const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => textOfBytes(Buffer.from(run.replaceAll('%', ''), 'hex')));
