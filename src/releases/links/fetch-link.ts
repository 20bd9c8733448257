import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type LookupFunction } from 'node:net';
import { shownLink } from './direct-link.js';
import { textOfHeader } from '../encoded-text.js';
import { bodyOf, type LinkBody } from './link-body.js';
import { BlockedAddress, checkedAddresses, type AllowedHosts, type Resolve } from './link-guard.js';
import { isMagnet } from '../torrents/magnet-parameters.js';
import { InvalidRelease, ReleaseUnreachable } from '../release.js';

export type FetchOptions = {
  allowPrivateHosts: AllowedHosts;
  /** Until an answer begins, all redirects included; then for all of a file that is read. */
  timeoutMs?: number;
  bodyTimeoutMs?: number;
  resolve?: Resolve;
};

const TIMEOUT_MS = 15_000;
/** For an NZB of 100 MB over 10 MBit/s. */
const LONGEST_BODY_MS = 90_000;
const MOST_REDIRECTS = 5;
/** What answers at a link: an address to go on with in another protocol, or a body of which the head is read. */
export type Answered = { redirectedTo: string } | { redirectedTo: null; body: LinkBody };

/**
 * Asks for a link with the guard of the design: http and https only, no private addresses, each redirect checked like the first
 * link, at most five of them, all within the time limit. A redirect to `magnet:` is handed back.
 * @throws InvalidRelease for what must not be asked, ReleaseUnreachable for what does not answer
 */
export async function fetchLink(link: string, options: FetchOptions): Promise<Answered> {
  const limit = new TimeLimit(options.timeoutMs ?? TIMEOUT_MS);
  const { signal } = limit;
  let url = parsed(link);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await ask(url, options, signal);
    const next = redirectOf(response, url);
    if (next === null) return { redirectedTo: null, body: await limitedBody(response, url, limit, options) };
    response.destroy();
    if (isMagnet(next)) return { redirectedTo: next };
    url = parsed(next);
  }
  throw new ReleaseUnreachable(`${shownLink(link)} redirects more than ${MOST_REDIRECTS} times`);
}

/** What takes a few bytes to be known may take a while to be read. */
async function limitedBody(response: IncomingMessage, url: URL, limit: TimeLimit, options: FetchOptions) {
  const body = await bodyOf(response, url);
  const readAll = (largest: number) => {
    limit.set(options.bodyTimeoutMs ?? LONGEST_BODY_MS);
    return body.readAll(largest);
  };
  const close = () => {
    limit.clear();
    body.close();
  };
  return { ...body, readAll, close };
}

/** Can be put off, which that of an AbortSignal cannot. */
class TimeLimit {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.set(ms);
  }

  set(ms: number): void {
    this.clear();
    this.#timer = setTimeout(() => this.#controller.abort(), ms).unref();
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
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
