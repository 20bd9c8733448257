import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr, untilEnded } from '../support/ledgarr.js';
import { bencode } from '../support/torrents.js';

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const FILM = Buffer.from([...Array(5_000).keys()].map((i) => (i * 7 + 1) % 256));
const hash = (digits: string) => digits.repeat(20);
const torrent = (info: object) =>
  base64(bencode({ info: { 'piece length': 16_384, pieces: Buffer.alloc(20, 7), ...info } }));
const segment = (id: string) => `<segment bytes="100" number="1">${id}</segment>`;
const nzb = (...ids: string[]) => base64(`<?xml version="1.0"?><nzb><file subject="x"><segments>${ids.map(segment).join('')}</segments></file></nzb>`); // prettier-ignore

describe('releases as people have them', () => {
  let app: Ledgarr;
  let server: Server;
  let limited = true;
  beforeAll(async () => {
    server = createServer((_, response) => {
      if (limited) response.end('{"success":false,"error":"Too many requests, try again in 60 seconds"}');
      else response.setHeader('content-type', 'application/octet-stream').end(FILM);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    app = await ledgarr();
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await app?.remove();
  });
  const post = (body: object) => app.api.call('POST', '/downloads', body);
  /** Takes it, and waits until the client has it. */
  const accepted = async (body: object) => {
    const { status, body: download } = await post(body);
    expect([status, download['detail']]).toEqual([201, undefined]);
    const id = String(download['id']);
    await until('the client has it', async () => {
      const { downloadClientId, status: now, message } = await app.api.download(id);
      expect([now, message]).not.toContain('failed');
      return downloadClientId !== null;
    });
    return download;
  };

  it('refuse a link that answers with JSON, and take it when it answers with the film', async () => {
    const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Film.2019.mkv`;
    const request = { release: { url: link }, title: 'Film.2019.1080p', content: 'parse' };
    const refused = await post(request);
    expect([refused.status, refused.body['code']]).toEqual([422, 'invalid-release']);
    expect(refused.body['detail']).toContain('JSON that says "Too many requests, try again in 60 seconds"');
    limited = false;
    const { status, body } = await post(request);
    expect(status).toBe(201);
    expect((await untilEnded(app.api, String(body['id']))).status).toBe('completed');
  });

  it.each([
    [
      'copied from a page',
      `magnet:?xt=urn:btih:${hash('ab')}&amp;dn=Film.2019&amp;tr=udp%3A%2F%2F127.0.0.1%3A9`,
      hash('ab'),
    ],
    ['in capitals', `MAGNET:?XT=URN:BTIH:${hash('CD')}&DN=Film.2019`, hash('cd')],
    ['with numbered keys', `magnet:?xt.1=urn:btih:${hash('ef')}&dn=Film.2019`, hash('ef')],
  ])('are magnets %s', async (_, magnet, itemKey) => {
    expect(await accepted({ release: { magnet } })).toMatchObject({ itemKey, title: 'Film.2019' });
  });

  it.each([
    ['its name', { name: 'Some OS R1/beta6 (x86_64)', length: 1000 }, 'Some OS R1/beta6 (x86_64)'],
    ['a path', { name: 'Album', files: [{ length: 1000, path: ['01 - AC/DC.mp3'] }] }, 'Album'],
  ])('are torrents with a slash in %s', async (_, info, title) => {
    expect(await accepted({ release: { torrent: torrent(info) } })).toMatchObject({ title });
  });

  it.each(['Law.&amp;.Order.S01E02', 'Law.&.Order.S01E02', 'Law.&amp;amp;.Order.S01E02'])(
    'are known by what they stand for: %s',
    async (title) => {
      const magnet = `magnet:?xt=urn:btih:${Buffer.from(title.padEnd(20).slice(-20)).toString('hex')}`;
      const { status, body } = await post({ release: { magnet }, title, content: 'parse' });
      // The first of them has the content, the others are the same.
      if (title.startsWith('Law.&amp;.')) expect([status, body['title']]).toEqual([201, 'Law.&.Order.S01E02']);
      else expect([status, body['code']]).toEqual([409, 'duplicate-download']);
    },
  );

  it('are NZBs with an empty segment, which no built-in client takes', async () => {
    const { status, body } = await post({ release: { nzb: nzb('a1@x', 'b2@x', '') } });
    expect([status, body['code']]).toEqual([422, 'no-client-available']);
  });
});
