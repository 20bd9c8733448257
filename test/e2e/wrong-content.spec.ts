import { randomBytes } from 'node:crypto';
import { type RequestListener } from 'node:http';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { bencode } from '../support/torrents.js';
import { startVisitedServer, type VisitedServer } from '../support/visited-server.js';

const film = randomBytes(50_000);
const page = '<html>Limit reached</html>';

describe('the built-in client', () => {
  let app: Ledgarr;
  let shop: VisitedServer;
  /** What the link gives once the service has looked. */
  let afterwards: RequestListener;
  beforeAll(async () => {
    app = await ledgarr();
    shop = await startVisitedServer((request, response) => {
      if (request.headers['user-agent']?.startsWith('aria2')) return afterwards(request, response);
      response.writeHead(200, { 'content-length': film.length, 'content-type': 'video/x-matroska' }).end(film);
    });
  });
  afterAll(async () => {
    await app?.remove();
    shop?.close();
  });

  const fetched = async (name: string, gives: RequestListener) => {
    afterwards = gives;
    const url = `http://127.0.0.1:${shop.port}/${name}`;
    const { status, body } = await app.api.call('POST', '/downloads', { release: { url } });
    expect(status).toBe(201);
    const id = body['id'] as string;
    return { ...(await untilEnded(app.api, id)), types: await typesOf(app.api, id) };
  };

  it('completes a link that gives what it has announced', async () => {
    expect(await fetched('good.mkv', (_, response) => void response.end(film))).toMatchObject({ status: 'completed' });
  });

  it('fails a link that gave a page afterwards, and names both', async () => {
    const ended = await fetched('page.mkv', (_, response) => void response.end(page));
    expect(ended).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/a web page of 26 bytes, where a file of 50000 bytes was announced/) as string,
      types: ['download.initiated', 'download.accepted', 'download.failed'],
    });
  });

  it('fails a link that gave another file afterwards', async () => {
    const ended = await fetched('short.mkv', (_, response) => void response.end(film.subarray(0, 49_000)));
    expect(ended).toMatchObject({ status: 'failed', message: expect.stringMatching(/49000 .* 50000/) as string });
  });

  it('is handed no torrent of BitTorrent v2 alone, as a magnet or a file', async () => {
    const magnet = `magnet:?xt=urn:btmh:1220${'ab'.repeat(32)}&dn=Glass.River.2023.mkv`;
    const tree = { 'Glass.River.mkv': { '': { length: 5, 'pieces root': Buffer.alloc(32) } } };
    const info = { 'file tree': tree, 'meta version': 2, name: 'Glass.River.mkv', 'piece length': 16384 };
    for (const release of [{ magnet }, { torrent: bencode({ info }).toString('base64') }]) {
      const { status, body } = await app.api.call('POST', '/downloads', { release });
      expect([status, body['code']]).toEqual([422, 'invalid-release']);
      expect(body['detail']).toMatch(/BitTorrent v2 alone, which builtin \(aria2\) cannot .* qBittorrent 4\.4/);
    }
  });
});
