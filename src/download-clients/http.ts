import { type ConnectionSettings, type TlsSettings } from './download-client.js';
import { unavailableOf } from './network-error.js';
import { fetchTrusting, isOwnTrust } from './tls-fetch.js';

/** How long one call to a client may take, its answer read to the end, in milliseconds. */
export const CALL_LIMIT_MS = 10_000;

export type Answer = { status: number; headers: Headers; body: string };

export type Call = {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  /** A form of several parts brings its content type along. */
  body?: string | FormData;
  limitMs?: number;
  tls?: TlsSettings;
};

export type CallSettings = Pick<ConnectionSettings, 'tls' | 'timeoutSeconds'>;

/**
 * What all calls to one client have in common: to be spread into each.
 * @param atLeastMs for one that takes longer than others, an upload say
 */
export function callSettings({ tls, timeoutSeconds }: CallSettings, atLeastMs = 0): Pick<Call, 'limitMs' | 'tls'> {
  const limitMs = Math.max((timeoutSeconds ?? 0) * 1_000, atLeastMs);
  return { ...(tls ? { tls } : {}), ...(limitMs > 0 ? { limitMs } : {}) };
}

/**
 * One call to a download client. Redirects are answers like any other: a client's interface does not move.
 * @throws ClientUnavailable when no whole answer comes within the limit, with the reason in plain words
 */
export async function send(url: string, { limitMs = CALL_LIMIT_MS, tls, ...call }: Call): Promise<Answer> {
  const init = { ...call, redirect: 'manual', signal: AbortSignal.timeout(limitMs) } as const;
  try {
    const response = await (isOwnTrust(url, tls) ? fetchTrusting(url, init, tls) : fetch(url, init));
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    // fetch rejects for the network's reasons alone; what a client answers is read above.
    throw unavailableOf(originOf(url), error, limitMs);
  }
}

/** One POST to a download client: see `send`. */
export const post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  options: Pick<Call, 'limitMs' | 'tls'> = {},
): Promise<Answer> => send(url, { ...options, method: 'POST', headers, body });

/** An address without what may be secret in it: user, password, path and query. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address';
}

/** Where a redirect leads, without what may be secret in it; null where it does not say. */
export function redirectTarget(url: string, headers: Headers): string | null {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url)) return null;
  const { origin, pathname } = new URL(location, url);
  return `${origin}${pathname}`;
}

/**
 * Why an answer does not come from the client itself but from what lies between: a redirect, a login page, a proxy that has lost it.
 * @returns null for one that may be the client's own
 */
export function answeredBetween(url: string, { status, headers, body }: Answer): string | null {
  if (status >= 300 && status < 400) {
    const target = redirectTarget(url, headers);
    return `redirects to ${target ?? 'another address'} (status ${status}): give ${target ? 'that' : 'its'} address instead`;
  }
  if (status === 400 && /plain HTTP request was sent to HTTPS/i.test(body))
    return 'speaks HTTPS at this port: begin the address with https://';
  if (status === 407 || status === 511) return `asks for a login of its own (status ${status}): something lies between`;
  if (status >= 502 && status <= 504)
    return `is a proxy that does not reach the client behind it (status ${status}): is the client running?`;
  return null;
}

/** An HTML page where data was to come: the page of a router, or of a proxy that wants a login first. */
export const isPage = ({ headers, body }: Answer): boolean =>
  /^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '') ||
  /^\s*<(!doctype|html|head)/i.test(body);
