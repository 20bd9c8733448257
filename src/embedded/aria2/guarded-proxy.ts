import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent } from 'node:http';
import { RequestError, Server, type PrepareRequestFunctionOpts, type PrepareRequestFunctionResult } from 'proxy-chain';
import { getProxyForUrl } from 'proxy-from-env';
import { type Logger } from 'pino';
import { BLOCKED_STATUS } from '../../download-clients/aria2/blocked-status.js';
import { BlockedAddress, checkedAddresses, type AllowedHosts, type Resolve } from '../../releases/links/link-guard.js';

export type GuardedProxy = {
  /** With its user and password, for aria2 alone. */
  url: string;
  /** The same proxy for FTP and SFTP, which it refuses. */
  refusingUrl: string;
  stop(): Promise<void>;
};

type Options = {
  allowPrivateHosts: AllowedHosts;
  log: Pick<Logger, 'warn'>;
  resolve?: Resolve;
};

/** aria2 opens at most 16 connections a server for each of its downloads; beyond this a connection is not taken. */
const MOST_CONNECTIONS = 4_096;
const USER = 'aria2';

/**
 * The way out for all HTTP of the built-in client: links and what they redirect to, web seeds, trackers. aria2 follows those by
 * itself, so each connection is checked here as the service checks its own, and made to the address that was checked.
 * It listens on loopback and serves only who knows its password.
 */
export async function startGuardedProxy(options: Options): Promise<GuardedProxy> {
  const password = randomBytes(24).toString('hex');
  const agent = new Agent({ keepAlive: false }); // a kept connection would outlive its check
  const server = new Server({
    host: '127.0.0.1',
    port: 0,
    authRealm: 'Ledgarr',
    prepareRequestFunction: async (asked) => {
      if (!isOurs(asked, password)) throw new RequestError('This proxy serves the built-in client alone.', 407);
      return { ...(await routeTo(targetOf(asked), options)), httpAgent: agent };
    },
  });
  server.server.maxConnections = MOST_CONNECTIONS;
  await server.listen();
  const urlFor = (user: string, secret: string) => `http://${user}:${secret}@127.0.0.1:${server.port}`;
  return { url: urlFor(USER, password), refusingUrl: urlFor('none', 'none'), stop: () => server.close(true) };
}

function isOurs({ username, password }: PrepareRequestFunctionOpts, expected: string): boolean {
  const [given, known] = [Buffer.from(`${username}:${password}`), Buffer.from(`${USER}:${expected}`)];
  return given.length === known.length && timingSafeEqual(given, known);
}

/** As a URL parser reads it: the host of CONNECT may be written in any form. @throws RequestError */
function targetOf({ hostname, port, isHttp }: PrepareRequestFunctionOpts): URL {
  const target = `${isHttp ? 'http' : 'https'}://${hostname}:${port}/`;
  if (!URL.canParse(target)) throw new RequestError('The host cannot be read.', 400);
  return new URL(target);
}

async function routeTo(target: URL, options: Options): Promise<PrepareRequestFunctionResult> {
  const upstreamProxyUrl = getProxyForUrl(target.href);
  try {
    const addresses = await checkedAddresses(target, options.allowPrivateHosts, options.resolve);
    return upstreamProxyUrl === '' ? { dnsLookup: answering(addresses) } : { upstreamProxyUrl };
  } catch (error) {
    if (error instanceof BlockedAddress) {
      options.log.warn({ host: target.host }, 'the built-in client was kept from a host on a private network');
      throw new RequestError(error.message, BLOCKED_STATUS);
    }
    // Behind a proxy of the environment names may be known to that proxy alone.
    if (upstreamProxyUrl !== '') return { upstreamProxyUrl };
    throw new RequestError('The host cannot be looked up.', 502);
  }
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Tells what was looked up, whatever the name resolves to by now. */
const answering = (addresses: readonly LookupAddress[]) =>
  ((_host: string, { all }: LookupOptions, found: Found) =>
    all
      ? found(null, [...addresses])
      : found(null, addresses[0]?.address ?? '', addresses[0]?.family)) as PrepareRequestFunctionResult['dnsLookup'];
