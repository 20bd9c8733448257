import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ClientUnavailable } from '../download-client.js';
import { TransmissionClient } from './transmission-client.js';

/** What lies between Ledgarr and Transmission, or is taken for it. */
describe('an answer that is not what Transmission would say', () => {
  const servers: Server[] = [];
  const serve = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  const listFrom = async (answer: RequestListener) => {
    const url = `http://me:s3cret@${await serve(answer)}/transmission/rpc`;
    const client = new TransmissionClient({ url, username: null, password: null, category: null, downloadDir: null });
    return client.list().catch((error: unknown) => error);
  };
  const says = async (answer: RequestListener) => {
    const error = await listFrom(answer);
    expect(error).toBeInstanceOf(ClientUnavailable);
    expect((error as Error).message).not.toContain('s3cret');
    return (error as Error).message;
  };
  const status =
    (code: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
    (_, response) =>
      response.writeHead(code, headers).end(body);
  const json = (value: unknown) => status(200, { 'content-type': 'application/json' }, JSON.stringify(value));
  const session = { 'x-transmission-session-id': 'abc' };

  it.each<[string, RequestListener, RegExp]>([
    ['drops the session id', status(409), /a proxy in front of Transmission drops the X-Transmission-Session-Id header/],
    ['drops it on the way there', status(409, session), /drops the X-Transmission-Session-Id header/],
    ['wants a login', status(401, { 'www-authenticate': 'Basic realm="proxy"' }), /not Transmission that asks/],
    ['knows the password not', status(401, { 'www-authenticate': 'Basic realm="Transmission"' }), /: wrong user name or password$/],
    ['lets us not in', status(403, {}, 'Unauthorized IP Address'), /not in its whitelist \(rpc-whitelist\)/],
    ['is locked', status(403, {}, 'Too many unsuccessful login attempts.'), /locked after too many wrong passwords/],
    ['knows not the host', status(421), /rpc-host-whitelist/],
    ['has a limit', status(413), /proxy.*limit|limit of the proxy/],
    ['does not reach it', status(502), /proxy that does not reach the client behind it \(status 502\)/],
    ['waits for it in vain', status(504), /proxy that does not reach/],
    ['shows a login page', status(200, { 'content-type': 'text/html' }, '<!DOCTYPE html>'), /web page.*login/],
    ['shows a page without a type', status(200, {}, '<html>a router</html>'), /web page/],
    ['speaks HTTPS, says a proxy', status(400, {}, 'The plain HTTP request was sent to HTTPS port'), /https:\/\//],
    ['has something else there', status(404), /is the path right\?/],
    ['is broken', status(500), /does not answer as Transmission does \(status 500\)/],
    ['answers half', status(200, {}, '{"result":"succ'), /does not answer as Transmission does/],
    ['answers nothing', status(200), /does not answer as Transmission does/],
    ['lists nothing at all', json({ result: 'success' }), /what it lists is not whole/],
    ['lists no list', json({ result: 'success', arguments: { torrents: {} } }), /not whole/],
    ['lists items without their hash', json({ result: 'success', arguments: { torrents: [{ name: 'x' }] } }), /not whole/],
    ['lists null', json({ result: 'success', arguments: { torrents: [null] } }), /not whole/],
  ])('is a client that cannot be reached, never one without items: it %s', async (_, answer, words) => {
    expect(await says(answer)).toMatch(words);
  }); // prettier-ignore

  it.each([301, 302, 303, 307, 308])('says where it redirects to, with status %i', async (code) => {
    const location = 'https://user:s3cret@nas.example/transmission/rpc?token=s3cret';
    expect(await says(status(code, { location }))).toMatch(
      /redirects to https:\/\/nas\.example\/transmission\/rpc \(status \d+\): give that address/,
    );
    expect(await says(status(code, { location: '/other/rpc' }))).toMatch(
      /redirects to http:\/\/127\.0\.0\.1:\d+\/other\/rpc/,
    );
    expect(await says(status(code))).toMatch(/redirects to another address/);
  });

  it('goes on where the session id has changed', async () => {
    const answer: RequestListener = (request, response) =>
      request.headers['x-transmission-session-id'] === 'abc'
        ? response.end(JSON.stringify({ result: 'success', arguments: { torrents: [] } }))
        : response.writeHead(409, session).end();
    expect(await listFrom(answer)).toEqual([]);
  });
});
