import { once } from 'node:events';
import { createServer } from 'node:http';
import { CannotStart } from '../../config/cannot-start.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Keeps a port for a server that is on its way up; whoever asks meanwhile is told to come again. */
export type ReservedPort = { release(): Promise<void> };

/** @throws CannotStart saying why nothing can listen there */
export async function reservePort(host: string, port: number, setting = 'LEDGARR_PORT'): Promise<ReservedPort> {
  const server = createServer((_, response) => response.writeHead(503, STARTING).end(PROBLEM)).unref();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error, host, port, setting);
  }
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  let released: Promise<void> | undefined;
  return { release: () => (released ??= close()) };
}

const STARTING = {
  ...SECURITY_HEADERS,
  'Content-Type': 'application/problem+json',
  'Retry-After': '2',
  Connection: 'close',
};
const PROBLEM = JSON.stringify({ type: 'about:blank', status: 503, code: 'starting', title: 'Ledgarr is starting.' });

/** What the system says of an address that cannot be listened on, in one sentence; any other error as it is. */
export function cannotListen(error: unknown, host: string, port: number, setting = 'LEDGARR_PORT'): unknown {
  const because = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  return because ? new CannotStart(because(host, port, setting), { cause: error }) : error;
}

const REASONS: Record<string, (host: string, port: number, setting: string) => string> = {
  EADDRINUSE: (host, port, setting) =>
    `Port ${port} on ${host} is taken by another program: end that one, or set ${setting} to another port.`,
  EACCES: (_, port, setting) => `Port ${port} is not for ordinary users: set ${setting} to one above 1023.`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine: set LEDGARR_HOST to one that is, or to 0.0.0.0.`,
  ENOTFOUND: (host) => `There is no host named ${host}: set LEDGARR_HOST to an address of this machine.`,
};
