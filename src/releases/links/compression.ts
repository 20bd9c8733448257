import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/** As HTTP calls them. */
export type Compression = 'gzip' | 'deflate' | 'br';

/** The file is longer, when it is unpacked, than was allowed. */
export class TooLarge extends Error {}

const FLUSH = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
/** Some 2 MB at most come of so many bytes. */
const HEAD_BYTES = 2_048;

/** The beginning of what a beginning unpacks to; null when it is none of its kind. */
export function unpackedHead(packed: Buffer, compression: Compression): Buffer | null {
  const head = packed.subarray(0, HEAD_BYTES);
  const options = { ...FLUSH, maxOutputLength: 8 * 1024 * 1024 };
  try {
    if (compression === 'gzip') return zlib.gunzipSync(head, options);
    if (compression === 'deflate')
      return isRaw(head) ? zlib.inflateRawSync(head, options) : zlib.inflateSync(head, options);
    return zlib.brotliDecompressSync(head, { ...options, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH });
  } catch (error) {
    if (isZlibError(error)) return null;
    throw error;
  }
}

/** @throws TooLarge, or an error of zlib for what is broken */
export async function unpacked(packed: Buffer, compression: Compression, largest: number): Promise<Buffer> {
  const options = { maxOutputLength: largest };
  try {
    if (compression === 'gzip') return await promisify(zlib.gunzip)(packed, options);
    if (compression === 'br') return await promisify(zlib.brotliDecompress)(packed, options);
    return await promisify(isRaw(packed) ? zlib.inflateRaw : zlib.inflate)(packed, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge('', { cause: error });
    throw error;
  }
}

export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** To some servers deflate is without the frame that the standard asks for. */
const isRaw = (bytes: Buffer): boolean => ((bytes[0] ?? 0) & 0x0f) !== 8;

export const isZlibError = (error: unknown): boolean =>
  /^(?:Z_|ERR_BUFFER_TOO_LARGE|ERR_BROTLI|ERR__ERROR)/.test((error as NodeJS.ErrnoException).code ?? '');
