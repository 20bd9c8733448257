import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type LookupFunction } from 'node:net';
import { type Compression, isGzip, isZlibError, TooLarge, unpacked, unpackedHead } from './compression.js';
import { fileNameOf, shownLink } from './direct-link.js';
import { dispositionName } from './disposition-name.js';
import { textOfHeader } from './encoded-text.js';
import { BlockedAddress, checkedAddresses, type AllowedHosts, type Resolve } from './link-guard.js';
import { isMagnet } from './magnet-parameters.js';
import { InvalidRelease, ReleaseUnreachable } from './release.js';

export type FetchOptions = { allowPrivateHosts: AllowedHosts; timeoutMs?: number; resolve?: Resolve };

const LONGEST_MS = 15_000;
const MOST_REDIRECTS = 5;
/** Enough to tell what something is, and what a page or an error says. */
const HEAD_BYTES = 16_384;

/** What answers at a link: an address to go on with in another protocol, or a body of which the head is read. */
export type Answered = { redirectedTo: string } | { redirectedTo: null; body: LinkBody };

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

/**
 * Asks for a link with the guard of the design: http and https only, no private addresses, each redirect checked like the first
 * link, at most five of them, all within the time limit. A redirect to `magnet:` is handed back.
 * @throws InvalidRelease for what must not be asked, ReleaseUnreachable for what does not answer
 */
export async function fetchLink(link: string, options: FetchOptions): Promise<Answered> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? LONGEST_MS);
  let url = parsed(link);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await ask(url, options, signal);
    const next = redirectOf(response, url);
    if (next === null) return { redirectedTo: null, body: await bodyOf(response, url) };
    response.destroy();
    if (isMagnet(next)) return { redirectedTo: next };
    url = parsed(next);
  }
  throw new ReleaseUnreachable(`${shownLink(link)} redirects more than ${MOST_REDIRECTS} times`);
}

function parsed(link: string): URL {
  if (!URL.canParse(link)) throw new InvalidRelease('url', 'is not a link');
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidRelease('url', `leads to ${url.protocol} – only http and https are fetched`);
  return url;
}

async function ask(url: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  try {
    const addresses = await orAborted(checkedAddresses(url, options.allowPrivateHosts, options.resolve), signal);
    // Connects to what was checked, whatever the name resolves to by now.
    const checked: LookupFunction = (_host, { all }, found) =>
      all ? found(null, addresses) : found(null, addresses[0]?.address ?? '', addresses[0]?.family);
    return await send(url, checked, signal);
  } catch (error) {
    if (error instanceof BlockedAddress) throw new InvalidRelease('url', error.message, { cause: error });
    throw new ReleaseUnreachable(`${shownLink(url)} ${plainReason(error, signal)}`, { cause: error });
  }
}

function send(url: URL, lookup: LookupFunction, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { 'user-agent': 'Ledgarr', accept: '*/*', 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    request(url, { lookup, signal, headers, agent: false }).once('response', resolve).once('error', reject).end();
  });
}

/** A name server may keep silent for longer than there is time. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

function redirectOf(response: IncomingMessage, url: URL): string | null {
  const { location } = response.headers;
  if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined) return null;
  const next = textOfHeader(location);
  if (isMagnet(next)) return next;
  if (!URL.canParse(next, url.href)) {
    response.destroy();
    throw new ReleaseUnreachable(`${shownLink(url)} redirects to something that is no link`);
  }
  return new URL(next, url).href;
}

async function bodyOf(response: IncomingMessage, url: URL): Promise<LinkBody> {
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

const REASONS: Record<string, string> = {
  ENOTFOUND: 'is on a host whose name is not known',
  EAI_AGAIN: 'could not be looked up: the name server does not answer',
  ECONNREFUSED: 'refuses the connection',
  ECONNRESET: 'closed the connection',
  ETIMEDOUT: 'does not answer',
};

function plainReason(thrown: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'did not answer in time';
  const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown reason';
  return REASONS[code] ?? `could not be fetched (${code})`;
}
