import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ClientUnavailable } from '../download-client.js';
import { QbittorrentClient } from './qbittorrent-client.js';
import { SignInPause } from './sign-in-pause.js';

/** What lies between Ledgarr and qBittorrent, or is taken for it. */
describe('an answer that is not what qBittorrent would say', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  const clientOf = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/qbt/api/v2/`;
    return new QbittorrentClient({ type: 'qbittorrent', url, username: 'me', password: 's3cret', apiKey: null, category: null, downloadDir: null }); // prettier-ignore
  };
  const listFrom = async (answer: RequestListener) => (await clientOf(answer)).list().catch((error: unknown) => error);
  const status =
    (code: number, body = '', headers: Record<string, string> = {}): RequestListener =>
    (_, response) =>
      response.writeHead(code, headers).end(body);
  const signedIn =
    (answer: RequestListener): RequestListener =>
    (request, response) =>
      request.url === '/qbt/api/v2/auth/login' ? response.writeHead(204, { 'set-cookie': 'SID=x' }).end() : answer(request, response); // prettier-ignore

  it.each<[string, RequestListener, RegExp]>([
    ['has another page there', status(200, '<!doctype html>', { 'content-type': 'text/html' }), /does not answer as qBittorrent does/],
    ['has nothing there', status(404), /does not answer as qBittorrent does \(status 404\)/],
    ['redirects', status(302, '', { location: '/login' }), /redirects to/],
    ['does not reach it', status(502), /proxy that does not reach/],
    ['refuses every call', status(401), /refuses the address by which it was called/],
    ['answers half', signedIn(status(200, '[{"hash":"')), /does not answer as qBittorrent does/],
    ['answers nothing', signedIn(status(200)), /does not answer as qBittorrent does/],
    ['is broken', signedIn(status(500)), /status 500/],
    ['lists items without their hash', signedIn(status(200, '[{"state":"downloading"}]')), /does not answer as/],
    ['lists no list', signedIn(status(200, '{}')), /does not answer as/],
    ['drops the cookie', signedIn(status(403, 'Forbidden')), /does not know its own session.*cookies/],
  ])('is a client that cannot be reached, never one without items: it %s', async (_, answer, words) => {
    const error = await listFrom(answer);
    expect(error).toBeInstanceOf(ClientUnavailable);
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message).not.toContain('s3cret');
  }); // prettier-ignore

  it('never concludes anything from half of what has changed', async () => {
    const client = await clientOf(signedIn(status(200, '{"rid":7,"torrents":{"ab":{"progress":1}}}')));
    await expect(client.changes(null)).rejects.toThrow(ClientUnavailable);
  });

  it('keeps several cookies, and begins a session that many calls have lost together only once', async () => {
    let logins = 0;
    const client = await clientOf((request, response) => {
      if (request.url?.endsWith('/auth/login')) {
        logins++;
        return response.writeHead(200, [['set-cookie', 'proxy=p; path=/'], ['set-cookie', `SID=${logins}; HttpOnly`]].flat()).end('Ok.'); // prettier-ignore
      }
      const known = request.headers.cookie === `proxy=p; SID=${logins}`;
      const ended = logins === 1 && request.url?.includes('hashes');
      return known && !ended ? response.end('[]') : response.writeHead(403).end('Forbidden');
    });
    await client.list();
    await Promise.all([client.get('a'.repeat(40)), client.get('b'.repeat(40)), client.get('c'.repeat(40))]);
    expect(logins).toBe(2);
  });
});

describe('the pause after a refused sign-in', () => {
  const MINUTE = 60_000;
  const wrong = new ClientUnavailable('wrong', { kind: 'authentication' });
  const banned = new ClientUnavailable('banned', { kind: 'locked-out' });

  it('grows from one wrong password to the next, so that four are tried in a day at most', () => {
    let now = 0;
    const pause = new SignInPause(() => now);
    const tried: number[] = [];
    for (; now < 24 * 60 * MINUTE; now += MINUTE) {
      if (pause.standing(false) !== null) continue;
      tried.push(now / MINUTE);
      pause.refused(wrong);
    }
    expect(tried).toEqual([0, 10, 70]);
  });

  it('is a quarter of an hour while it is banned, and 30 s for somebody who asks by hand', () => {
    let now = 0;
    const pause = new SignInPause(() => now);
    pause.refused(banned);
    now = 15 * MINUTE - 1;
    expect([pause.standing(false), pause.standing(true)]).toEqual([banned, null]);
    now++;
    expect(pause.standing(false)).toBeNull();
  });

  it('is over when it lets us in', () => {
    const pause = new SignInPause(() => 0);
    pause.refused(wrong);
    pause.end();
    expect(pause.standing(false)).toBeNull();
  });
});
