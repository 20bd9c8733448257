import { connect, type Socket } from 'node:net';
import { ClientUnavailable } from '../client-errors.js';
import { CALL_LIMIT_MS, originOf, type Answer } from '../http.js';
import { unavailableOf } from '../network-error.js';

/** rTorrent's own port where none is given is one that its documentation uses everywhere. */
const USUAL_PORT = 5000;

/**
 * One POST by SCGI (https://python.ca/scgi/protocol.txt), as rTorrent answers it: a connection for each call, closed by the daemon.
 * @param url as scgi://host:port, or scgi:///path/of/a/socket
 * @throws ClientUnavailable when no whole answer comes within the limit
 */
export async function postScgi(url: string, body: string, { limitMs = CALL_LIMIT_MS } = {}): Promise<Answer> {
  const where = originOf(url) || 'the socket';
  let socket: Socket | null = null;
  const late = AbortSignal.timeout(limitMs);
  try {
    socket = connect({ ...addressOf(url), signal: late });
    socket.write(requestOf(Buffer.from(body)));
    const parts: Buffer[] = [];
    for await (const part of socket as AsyncIterable<Buffer>) parts.push(part);
    const answer = answerOf(Buffer.concat(parts));
    if (answer === null) throw new ClientUnavailable(`${where} does not answer as rTorrent does: it speaks no SCGI`);
    return answer;
  } catch (error) {
    if (error instanceof ClientUnavailable) throw error;
    throw unavailableOf(where, late.aborted ? late.reason : error, limitMs);
  } finally {
    socket?.destroy();
  }
}

function addressOf(url: string): { path: string } | { host: string; port: number } {
  const { hostname, port, pathname } = new URL(url);
  if (hostname === '') return { path: decodeURIComponent(pathname) };
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || USUAL_PORT };
}

function requestOf(body: Buffer): Buffer {
  const headers = Object.entries({
    CONTENT_LENGTH: body.length,
    SCGI: 1,
    REQUEST_METHOD: 'POST',
    REQUEST_URI: '/RPC2',
  });
  const text = headers.map(([name, value]) => `${name}\0${value}\0`).join('');
  return Buffer.concat([Buffer.from(`${text.length}:${text},`), body]);
}

/** @returns null for what is no answer, or not whole */
function answerOf(bytes: Buffer): Answer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0 || !/^Status: \d{3}/i.test(bytes.toString('latin1', 0, 12))) return null;
  const lines = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers.set(name, value);
  }
  const body = bytes.subarray(end + 4);
  const length = headers.get('content-length');
  if (length !== null && Number(length) !== body.length) return null;
  return { status: Number(headers.get('status')?.slice(0, 3)), headers, body: body.toString('utf8') };
}
