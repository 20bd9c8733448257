import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { makeTorrent } from '../../../test/support/torrents.js';
import { type ReleasePayload } from '../../releases/release.js';
import { payloadFor, ReleaseLost } from './payload-for.js';

const torrent = makeTorrent({ name: 'Some.Show.S01', sizes: [3_000] });
const NZB = '<nzb><file subject="x"><segments><segment bytes="5">a@x</segment></segments></file></nzb>';
const routes: Record<string, RequestListener> = {
  '/torrent/SECRET': (_, r) => r.end(torrent.file),
  '/nzb': (_, r) => r.end(NZB),
  '/to-magnet': (_, r) => r.writeHead(302, { location: torrent.magnet }).end(),
  '/page': (_, r) => r.setHeader('content-type', 'text/html').end('<html>log in</html>'),
  '/file.mkv': (_, r) => r.end('binary'),
  '/missing/SECRET': (_, r) => r.writeHead(404).end(),
};

describe('what a client is given of a release', () => {
  let server: Server;
  let host: string;
  beforeAll(async () => {
    server = createServer((request, response) => routes[request.url!.split('?')[0]!]?.(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const given = (kept: ReleasePayload | null, protocol: 'torrent' | 'usenet' | 'direct', allowPrivateHosts = ['*']) =>
    payloadFor(
      { releaseRef: 'ref', protocol, itemKey: torrent.infoHash },
      { load: () => Promise.resolve(kept), fetchOptions: { allowPrivateHosts } },
    );
  const link = (path: string): ReleasePayload => ({ kind: 'url', url: `http://${host}${path}` });

  it.each(['/file.mkv', '/torrent/SECRET', '/missing/SECRET'])('is the link of a direct download: %s', async (path) => {
    expect(await given(link(path), 'direct')).toEqual(link(path));
  });

  it('is a file or a magnet as it was kept', async () => {
    const file: ReleasePayload = { kind: 'torrent', file: torrent.file };
    expect(await given(file, 'torrent')).toEqual(file);
    const magnet: ReleasePayload = { kind: 'magnet', uri: torrent.magnet };
    expect(await given(magnet, 'torrent')).toEqual(magnet);
  });

  it('is what the link to a torrent or an NZB leads to', async () => {
    expect(await given(link('/torrent/SECRET?apikey=x'), 'torrent')).toEqual({ kind: 'torrent', file: torrent.file });
    expect(await given(link('/to-magnet'), 'torrent')).toEqual({ kind: 'magnet', uri: torrent.magnet });
    expect(await given(link('/nzb'), 'usenet')).toEqual({ kind: 'nzb', file: Buffer.from(NZB) });
  });

  it.each([
    ['it is not kept', null, 'The link or file of this release is no longer there.'],
    ['it is missing', '/missing/SECRET', 'The link of this release cannot be read: http://HOST/… answers with status 404.'],
    ['it is a page', '/page', 'The link of this release leads to a web page, not to a release.'],
    ['it is a file', '/file.mkv', 'The link of this release leads to a direct download: request that anew.'],
    ['it is an NZB', '/nzb', 'The link of this release leads to a usenet download: request that anew.'],
  ])('is none where %s', async (_, path, words) => {
    const attempt = given(path === null ? null : link(path), 'torrent');
    await expect(attempt).rejects.toThrow(ReleaseLost);
    await expect(attempt).rejects.toThrow(words.replace('HOST', host));
  }); // prettier-ignore

  it('is none where another torrent is there by now', async () => {
    const other = makeTorrent({ name: 'Other', sizes: [3_000] });
    const words = `leads to another torrent, ${other.infoHash}: request that anew.`;
    await expect(given({ kind: 'magnet', uri: other.magnet }, 'torrent')).rejects.toThrow(words);
  });

  it('is none where the link leads into the house, and that is not allowed', async () => {
    const attempt = given(link('/torrent/SECRET'), 'torrent', []);
    await expect(attempt).rejects.toThrow(ReleaseLost);
    await expect(attempt).rejects.toThrow('127.0.0.1');
  });
});
