import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes of an encoding that nobody has named: UTF-8, and Windows-1252 where they cannot be that, as browsers guess. */
export const textOfBytes = (bytes: Uint8Array): string => iconv.decode(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252');

/** Node hands headers on as latin1, one character a byte. */
export const textOfHeader = (header: string): string => textOfBytes(Buffer.from(header, 'latin1'));

/** With a lone % sign left as it is. */
export const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => textOfBytes(Buffer.from(run.replaceAll('%', ''), 'hex')));
