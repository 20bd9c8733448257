import type { RequestListener } from 'node:http';
import type { Endpoint } from './endpoint.js';
import { VERSION } from './services/server-features.js';

/** Which number this message has differs from version to version. */
const PING = 0;

/**
 * The few questions of EventStoreDB's HTTP interface that its tools and the health checks of containers ask.
 * Only a node that is open to everybody answers them.
 */
export const httpListener =
  (endpoint: (authority: string | undefined) => Endpoint): RequestListener =>
  (request, response) => {
    const answers: Record<string, () => object | undefined> = {
      '/health/live': () => undefined,
      '/ping': () => ({ msgTypeId: PING, text: 'Ping request successfully handled' }),
      '/info': () => ({ esVersion: VERSION, state: 'leader', features: { projections: false }, authentication: {} }),
      '/gossip': () => gossip(endpoint(request.headers.host)),
    };
    const answer = answers[pathOf(request.url)];
    if (!answer) return void response.writeHead(404, 'Not Found').end();
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    const body = answer();
    if (!body) return void response.writeHead(204).end();
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  };

/** @param target a path, or all of a URL; whoever asks may send anything */
const pathOf = (target = '/'): string =>
  URL.canParse(target, 'http://node') ? new URL(target, 'http://node').pathname : target;

const gossip = ({ host, port }: Endpoint) => {
  const member = {
    state: 'Leader',
    isAlive: true,
    timeStamp: new Date().toISOString(),
    httpEndPointIp: host,
    httpEndPointPort: port,
    isReadOnlyReplica: false,
  };
  return { members: [member], serverIp: host, serverPort: port };
};
