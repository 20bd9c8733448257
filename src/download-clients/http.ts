import { ClientUnavailable } from './download-client.js';

/** How long one call to a client may take, its answer read to the end, in milliseconds. */
export const CALL_LIMIT_MS = 10_000;

export type Answer = { status: number; headers: Headers; body: string };

/**
 * One POST to a download client. Redirects are answers like any other: a client's interface does not move.
 * @throws ClientUnavailable when no whole answer comes within the limit, with the reason in plain words
 */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  limitMs = CALL_LIMIT_MS,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    // fetch rejects for the network's reasons alone; what a client answers is read above.
    throw new ClientUnavailable(`${originOf(url)} ${plainReason(error, limitMs)}`, { cause: error });
  }
}

/** An address without what may be secret in it: user, password, path and query. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address';
}

const REASONS: Record<string, string> = {
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
  const error = thrown as { name?: string; message?: string; cause?: { code?: string } };
  if (error.name === 'TimeoutError') return `did not answer within ${limitMs / 1000} s`;
  const code = error.cause?.code ?? '';
  return REASONS[code] ?? `cannot be talked to (${code || error.name})`; // a message may hold the whole address
}
