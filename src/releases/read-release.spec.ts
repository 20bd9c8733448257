import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { makeTorrent } from '../../test/support/torrents.js';
import { directLinkKey } from './links/direct-link.js';
import { type FetchOptions } from './links/fetch-link.js';
import { InvalidRelease, readRelease, ReleaseUnreachable } from './read-release.js';

const torrent = makeTorrent({ name: 'Some.Show.S01', sizes: [3_000_000] });
const NZB =
  '<?xml version="1.0"?><nzb><file subject="x"><segments><segment bytes="5">a@x</segment></segments></file></nzb>';

const routes: Record<string, RequestListener> = {
  '/torrent': (_, r) => r.setHeader('content-type', 'application/octet-stream').end(torrent.file),
  '/nzb': (_, r) => r.setHeader('content-disposition', 'attachment; filename="Some.Show.S02.nzb"').end(NZB),
  '/magnet': (_, r) => r.writeHead(302, { location: torrent.magnet }).end(),
  '/magnet-text': (_, r) => r.end(`${torrent.magnet}\n`),
  '/to-torrent': (_, r) => r.writeHead(301, { location: 'torrent' }).end(),
  '/to-file': (_, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/round': (_, r) => r.writeHead(302, { location: '/round' }).end(),
  '/nowhere': (_, r) => r.writeHead(302, { location: 'http://' }).end(),
  '/page': (_, r) => r.setHeader('content-type', 'text/html').end('<html>log in</html>'),
  '/error': (_, r) => r.end('<?xml version="1.0"?><error code="100" description="Incorrect user credentials"/>'),
  '/missing': (_, r) => r.writeHead(404).end(),
  '/silent': () => undefined,
  '/broken-off': (_, r) => void r.writeHead(200, { 'content-length': 5000 }).write('d8:announce', () => r.destroy()),
  '/not-a-torrent': (_, r) => r.setHeader('content-type', 'application/x-bittorrent').end('oops'),
  '/endless-torrent': (_, r) => endless(r, 'd8:announce99999999:'),
  '/file.bin': (_, r) => endless(r.writeHead(200, { 'content-length': 50_000_000_000 }), '\0binary'),
};

let sent = 0;
let asked: string[] = [];

function endless(response: Parameters<RequestListener>[1], head: string): void {
  const chunk = Buffer.alloc(65_536, '1');
  const more = () => {
    for (let room = true; room && !response.destroyed; sent += chunk.length) room = response.write(chunk);
  };
  response.on('drain', more);
  response.write(head);
  more();
}

describe('reading a release from a link', () => {
  let server: Server;
  let base: string;
  let hosts: string[];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url?.split('?')[0] ?? '';
      asked.push(path);
      routes[path]?.(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    hosts = ['127.0.0.1'];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    sent = 0;
    asked = [];
  });
  const read = (path: string, options: Partial<FetchOptions> = {}) =>
    readRelease({ url: `${base}${path}` }, { allowPrivateHosts: hosts, ...options });

  it.each(['/torrent', '/to-torrent'])('knows a torrent at %s', async (path) => {
    expect(await read(path)).toEqual({
      protocol: 'torrent',
      itemKey: torrent.infoHash,
      title: torrent.name,
      sizeBytes: 3_000_000,
      payload: { kind: 'torrent', file: torrent.file },
    });
  });

  it.each(['/magnet', '/magnet-text'])('knows a magnet at %s', async (path) => {
    expect(await read(path)).toMatchObject({
      itemKey: torrent.infoHash,
      payload: { kind: 'magnet', uri: torrent.magnet },
    });
  });

  it('knows an NZB, and its name', async () => {
    expect(await read('/nzb')).toMatchObject({
      protocol: 'usenet',
      title: 'Some.Show.S02',
      sizeBytes: 5,
      payload: { kind: 'nzb' },
    });
  });

  it('knows a plain file by its beginning, and does not download it', async () => {
    const url = `${base}/file.bin?key=1#top`;
    const release = await readRelease({ url }, { allowPrivateHosts: hosts });
    expect(release).toEqual({
      protocol: 'direct',
      itemKey: directLinkKey(url),
      title: 'file.bin',
      sizeBytes: 50_000_000_000,
      payload: { kind: 'url', url },
    });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('takes a magnet given as a link', async () => {
    expect(await readRelease({ url: torrent.magnet }, { allowPrivateHosts: [] })).toMatchObject({
      itemKey: torrent.infoHash,
    });
  });

  it.each([
    ['/page', /web page/],
    ['/error', /Incorrect user credentials/],
    ['/not-a-torrent', /calls itself a torrent/],
    ['/endless-torrent', /more than 48 MB/],
    ['/to-file', /only http and https/],
  ])('refuses %s', async (path, reason) => {
    const reading = read(path);
    await expect(reading).rejects.toThrow(InvalidRelease);
    await expect(reading).rejects.toThrow(reason);
  });

  it.each([
    ['/missing', /status 404/],
    ['/round', /redirects more than 5 times/],
    ['/nowhere', /no link/],
    ['/broken-off', /broke off/],
  ])('cannot get %s', async (path, reason) => {
    const reading = read(path);
    await expect(reading).rejects.toThrow(ReleaseUnreachable);
    await expect(reading).rejects.toThrow(reason);
  });

  it('follows five redirects and no more', async () => {
    await expect(read('/round')).rejects.toThrow(ReleaseUnreachable);
    expect(asked).toHaveLength(6);
  });

  it('gives up on what does not answer, and on a name server that keeps silent', async () => {
    await expect(read('/silent', { timeoutMs: 50 })).rejects.toThrow(/did not answer in time/);
    const silent = readRelease(
      { url: 'http://indexer.example/' },
      { allowPrivateHosts: [], timeoutMs: 50, resolve: () => new Promise(() => undefined) },
    );
    await expect(silent).rejects.toThrow(ReleaseUnreachable);
  });

  it('gives a file that has begun more time, but not for ever', async () => {
    const large = makeTorrent({ name: 'Large', sizes: Array.from({ length: 900 }, () => 1) });
    routes['/slow-torrent'] = (_, r) => {
      r.write(large.file.subarray(0, 20_000));
      const slowly = setTimeout(() => r.end(large.file.subarray(20_000)), 900);
      r.once('close', () => clearTimeout(slowly));
    };
    expect(await read('/slow-torrent', { timeoutMs: 600 })).toMatchObject({ itemKey: large.infoHash });
    await expect(read('/slow-torrent', { bodyTimeoutMs: 20 })).rejects.toThrow(/broke off/);
  });

  it('asks no private address that is not allowed, not even after a redirect', async () => {
    await expect(read('/torrent', { allowPrivateHosts: [] })).rejects.toThrow(/private network/);
    expect(asked).toEqual([]);
    routes['/to-private'] = (_, r) => r.writeHead(302, { location: base.replace('127.0.0.1', '127.0.0.2') }).end();
    await expect(read('/to-private')).rejects.toThrow(/private network/);
    expect(asked).toEqual(['/to-private']);
  });

  it('connects to the address that was checked, whatever the name would resolve to', async () => {
    const { port } = new URL(base);
    let resolved = 0;
    const resolve = () => Promise.resolve([{ address: resolved++ === 0 ? '127.0.0.1' : '203.0.113.1', family: 4 }]);
    const options = { allowPrivateHosts: ['rebinding.example'], resolve };
    expect(await readRelease({ url: `http://rebinding.example:${port}/torrent` }, options)).toMatchObject({
      itemKey: torrent.infoHash,
    });
    expect(resolved).toBe(1);
  });

  it('shows neither query nor password of a link in what it says', async () => {
    for (const path of ['/missing?apikey=s3cret', '/round?apikey=s3cret', '/broken-off?apikey=s3cret']) {
      const url = `${base.replace('://', '://me:s3cret@')}${path}`;
      const error = await readRelease({ url }, { allowPrivateHosts: hosts }).catch((e: Error) => e);
      expect(error).toBeInstanceOf(ReleaseUnreachable);
      expect((error as Error).message).toContain(new URL(base).host);
      expect((error as Error).message).not.toContain('s3cret');
    }
  });

  it.each(['nonsense', 'ftp://example.org/a', 'javascript:alert(1)', ''])('refuses "%s" as a link', async (url) => {
    await expect(readRelease({ url }, { allowPrivateHosts: ['*'] })).rejects.toThrow(InvalidRelease);
  });
});

describe('reading a release that is given', () => {
  it.each([
    ['%00', null],
    ['%0A%20', null],
    ['a%00b%0Dc', 'a b c'],
    ['x'.repeat(50_000), 'x'.repeat(500)],
    [`${'x'.repeat(499)}%F0%9F%8E%AC`, 'x'.repeat(499)],
    ['Law%20%26amp%3B%20Order', 'Law & Order'],
    ['%26%2310%3B', null],
  ])('makes a title of what a magnet calls itself (case %#)', async (name, title) => {
    const magnet = `magnet:?xt=urn:btih:${'a'.repeat(40)}&dn=${name}`;
    expect((await readRelease({ magnet }, { allowPrivateHosts: [] })).title).toBe(title);
  });

  const options = { allowPrivateHosts: [] };

  it('takes files in base64', async () => {
    expect(await readRelease({ torrent: torrent.file.toString('base64') }, options)).toMatchObject({
      itemKey: torrent.infoHash,
    });
    expect(await readRelease({ nzb: Buffer.from(NZB).toString('base64') }, options)).toMatchObject({
      protocol: 'usenet',
    });
    expect(await readRelease({ magnet: torrent.magnet }, options)).toMatchObject({ itemKey: torrent.infoHash });
  });

  it.each([
    { torrent: '***' },
    { torrent: '' },
    { nzb: 'a b=c' },
    { torrent: 'A'.repeat(15_000_000) },
    { torrent: Buffer.alloc(10_000_000).toString('base64') },
  ])('refuses what is not one (case %#)', async (input) => {
    const error = await readRelease(input, options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InvalidRelease);
    expect((error as InvalidRelease).field).toBe(Object.keys(input)[0]);
  });
});
