import { ClientUnavailable } from './download-client.js';

/** How long one call to a client may take, its answer read to the end, in milliseconds. */
export const CALL_LIMIT_MS = 10_000;

export type Answer = { status: number; headers: Headers; body: string };

export type Call = {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  /** A form of several parts brings its content type along. */
  body?: string | FormData;
  limitMs?: number;
};

/**
 * One call to a download client. Redirects are answers like any other: a client's interface does not move.
 * @throws ClientUnavailable when no whole answer comes within the limit, with the reason in plain words
 */
export async function send(url: string, { method, headers, body, limitMs = CALL_LIMIT_MS }: Call): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    // fetch rejects for the network's reasons alone; what a client answers is read above.
    throw new ClientUnavailable(`${originOf(url)} ${plainReason(error, limitMs)}`, { cause: error });
  }
}

/** One POST to a download client: see `send`. */
export const post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  limitMs = CALL_LIMIT_MS,
): Promise<Answer> => send(url, { method: 'POST', headers, body, limitMs });

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
  if (status === 400 && /plain HTTP request was sent to HTTPS/i.test(body)) return HTTPS_ONLY;
  if (status === 407 || status === 511) return `asks for a login of its own (status ${status}): something lies between`;
  if (status >= 502 && status <= 504)
    return `is a proxy that does not reach the client behind it (status ${status}): is the client running?`;
  return null;
}

/** An HTML page where data was to come: the page of a router, or of a proxy that wants a login first. */
export const isPage = ({ headers, body }: Answer): boolean =>
  /^\s*(text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '') ||
  /^\s*<(!doctype|html|head)/i.test(body);

const HTTPS_ONLY = 'speaks HTTPS at this port: begin the address with https://';
const OWN_CERTIFICATE =
  'have the client use one that is signed by a known authority, or start Ledgarr with NODE_EXTRA_CA_CERTS naming its file';
const UNTRUSTED = `has a certificate that no known authority has signed: ${OWN_CERTIFICATE}`;
const SELF_SIGNED = `has a certificate that it signed itself: ${OWN_CERTIFICATE}`;
const NOT_HTTPS = 'does not speak HTTPS at this port: begin the address with http://';
const NOT_HTTP = 'does not speak HTTP at this port: is it one of HTTPS (https://), or of another program?';

const REASONS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_HAS_EXPIRED: 'has a certificate that has expired: renew it, and check the clocks of both machines',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet: check the clocks of both machines',
  CERT_REVOKED: 'has a certificate that was revoked: give it another',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'has a certificate for another host name: give the address with a name that is in the certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_HTTPS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_HTTPS,
  EPROTO: 'and Ledgarr do not agree on how to encrypt (TLS)',
  ECONNREFUSED: 'refuses the connection: the client is not running, or listens elsewhere',
  ENOTFOUND: 'is not a known host name',
  EAI_AGAIN: 'could not be looked up: the name server does not answer',
  ECONNRESET: 'closed the connection in the middle of a call',
  UND_ERR_SOCKET: 'closed the connection in the middle of a call',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer',
};

function plainReason(thrown: unknown, limitMs: number): string {
  const error = thrown as { name?: string; message?: string; cause?: { code?: string; message?: string } };
  if (error.name === 'TimeoutError') return `did not answer within ${limitMs / 1000} s`;
  const code = error.cause?.code ?? '';
  const known = REASONS[code] ?? otherReason(code, error.cause?.message);
  return known ?? `cannot be talked to (${code || error.name})`; // a message may hold the whole address
}

function otherReason(code: string, message = ''): string | null {
  if (message === 'bad port')
    return 'is at a port that browsers and Node keep for other protocols: let the client listen at another';
  if (code.startsWith('HPE_')) return NOT_HTTP; // of the HTTP parser
  if (code.startsWith('ERR_SSL_')) return REASONS['EPROTO']!;
  return null;
}
