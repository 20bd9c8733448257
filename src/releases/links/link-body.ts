import { type IncomingMessage } from 'node:http';
import { type Compression, isGzip, isZlibError, TooLarge, unpacked, unpackedHead } from './compression.js';
import { fileNameOf, shownLink } from './direct-link.js';
import { dispositionName } from './disposition-name.js';
import { InvalidRelease, ReleaseUnreachable } from '../release.js';

/** Enough to tell what something is, and what a page or an error says. */
const HEAD_BYTES = 16_384;

export type LinkBody = {
  head: Buffer;
  /** In lower case and without parameters; empty when the server tells none. */
  contentType: string;
  /** Of text, as the server calls it. */
  charset: string | undefined;
  /** By its Content-Disposition, else by the path. */
  fileName: string | null;
  sizeBytes: number | null;
  /** Reads on to the end. @throws InvalidRelease when it is larger than that, ReleaseUnreachable */
  readAll(largest: number): Promise<Buffer>;
  /** Ends the connection. Must be called in any case. */
  close(): void;
};

/** Reads the beginning of an answer. @throws ReleaseUnreachable for one that is no success, or breaks off */
export async function bodyOf(response: IncomingMessage, url: URL): Promise<LinkBody> {
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    response.destroy();
    throw new ReleaseUnreachable(`${shownLink(url)} answers with status ${status}`);
  }
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const read = await readUpTo(chunks, [], HEAD_BYTES, url);
  const received = Buffer.concat(read).subarray(0, HEAD_BYTES);
  const compression = compressionOf(response, received);
  const length = Number(response.headers['content-length'] ?? Number.NaN);
  return {
    head: (compression && unpackedHead(received, compression)) ?? received,
    ...typeOf(response.headers['content-type'] ?? ''),
    fileName: dispositionName(response.headers['content-disposition']) ?? fileNameOf(url),
    sizeBytes: compression === null && Number.isSafeInteger(length) ? length : null,
    readAll: async (largest) => {
      const body = Buffer.concat(await readUpTo(chunks, read, largest + 1, url));
      if (body.length > largest) throw tooLarge(largest);
      return compression === null ? body : unpackedBody(body, compression, largest);
    },
    close: () => response.destroy(),
  };
}

function typeOf(header: string): { contentType: string; charset: string | undefined } {
  const contentType = header.split(';')[0]?.trim().toLowerCase() ?? '';
  return { contentType, charset: /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(header)?.[1] };
}

/** Nobody asked for it, but some servers compress whatever they send. */
function compressionOf(response: IncomingMessage, received: Buffer): Compression | null {
  const coding = (response.headers['content-encoding'] ?? '').trim().toLowerCase().replace(/^x-/, '');
  if (coding === '' || coding === 'identity') return null;
  if (coding === 'gzip') return isGzip(received) ? coding : null;
  if (coding === 'deflate' || coding === 'br') return coding;
  response.destroy();
  throw new InvalidRelease('url', `is answered in an encoding that was not asked for: ${coding.slice(0, 40)}`);
}

const tooLarge = (largest: number): InvalidRelease =>
  new InvalidRelease('url', `leads to a file of more than ${Math.round(largest / 1024 / 1024)} MB`);

/** @throws InvalidRelease when it is larger than that, or not compressed as it says */
export async function unpackedBody(body: Buffer, compression: Compression, largest: number): Promise<Buffer> {
  try {
    return await unpacked(body, compression, largest);
  } catch (error) {
    if (error instanceof TooLarge) throw tooLarge(largest);
    if (isZlibError(error))
      throw new InvalidRelease('url', 'leads to a file that cannot be unpacked', { cause: error });
    throw error;
  }
}

async function readUpTo(chunks: AsyncIterator<Buffer>, have: Buffer[], enough: number, url: URL): Promise<Buffer[]> {
  const read = [...have];
  let size = read.reduce((sum, chunk) => sum + chunk.length, 0);
  try {
    while (size < enough) {
      const next = await chunks.next();
      if (next.done) break;
      read.push(next.value);
      size += next.value.length;
    }
  } catch (error) {
    // The stream of an answer ends badly for the network's reasons, or because time is up.
    throw new ReleaseUnreachable(`${shownLink(url)} broke off in the middle of its answer`, { cause: error });
  }
  return read;
}
