import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { Aria2Client } from '../../src/download-clients/aria2/aria2-client.js';
import { type ClientItem } from '../../src/download-clients/download-client.js';
import { type BuiltinAria2, startAria2 } from '../../src/embedded/aria2/aria2.js';
import { directLinkKey } from '../../src/releases/links/direct-link.js';
import { bundledAria2, callAria2, systemAria2 } from '../support/daemons/aria2.js';
import { tempFolder, until } from '../support/daemons/process.js';
import { bencode, makeTorrent, type MadeTorrent } from '../support/torrents.js';
import { startVisitedServer, type VisitedServer } from '../support/visited-server.js';

const log = pino({ level: 'silent' });
const file = randomBytes(100_000);
const give: RequestListener = (_, response) => void response.setHeader('content-length', file.length).end(file);

const binaries = Object.entries({ system: systemAria2(), bundled: await bundledAria2() });

describe.each(binaries.filter(([, binary]) => binary !== null))('the built-in aria2 (%s)', (_, binary) => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let aria2: BuiltinAria2;
  /** Allowed, and so as good as a public host. */
  let shop: VisitedServer;
  /** A service of the house that nobody from outside should reach. */
  let private_: VisitedServer;
  let answerOfShop: RequestListener = give;

  const downloadDir = () => join(folder.path, 'downloads');
  const begin = async (allowed = [`127.0.0.1:${shop.port}`]) => {
    const options = { dataDir: join(folder.path, 'data'), downloadDir: downloadDir(), log, binary };
    aria2 = (await startAria2({ ...options, allowPrivateHosts: allowed }))!;
  };
  const client = () => new Aria2Client({ url: aria2.url, password: aria2.secret, downloadDir: downloadDir() });
  const addLink = (url: string) =>
    client().add({ itemKey: directLinkKey(url), title: 'x', payload: { kind: 'url', url }, category: null, priority: null }); // prettier-ignore
  const addTorrent = (torrent: MadeTorrent, bytes: Uint8Array) =>
    client().add({ itemKey: torrent.infoHash, title: 'x', payload: { kind: 'torrent', file: bytes }, category: null, priority: null }); // prettier-ignore
  const untilIs = (id: string, state: ClientItem['state']) =>
    until(`${id} is ${state}`, async () => {
      const item = await client().get(id);
      return item?.state === state || item?.state === 'complete' ? item : null;
    });
  /** Links as aria2 is given them by nobody but an attacker: past the adapter. */
  const addRaw = (link: string) =>
    callAria2<string>(aria2, 'aria2.addUri', [link], { 'max-tries': '1', dir: downloadDir() });
  const endOf = (gid: string) =>
    until(`${gid} ends`, async () => {
      const job = await callAria2<{ status: string; errorMessage: string }>(aria2, 'aria2.tellStatus', gid);
      return job.status === 'error' ? job.errorMessage : job.status === 'complete' ? 'complete' : null;
    });
  const saved = async () => (await readdir(downloadDir(), { recursive: true })).filter((name) => /\.\w+$/.test(name));

  beforeEach(async () => {
    folder = await tempFolder('guard');
    answerOfShop = give;
    shop = await startVisitedServer((request, response) => answerOfShop(request, response));
    private_ = await startVisitedServer(give);
  });
  afterEach(async () => {
    await aria2?.stop();
    shop.close();
    private_.close();
    await folder.remove();
  });

  it('fetches from a host that is allowed, byte for byte', async () => {
    await begin();
    const { id } = await addLink(`http://127.0.0.1:${shop.port}/film.mkv`);
    const { outputPath } = await untilIs(id, 'complete');
    expect((await readFile(outputPath!)).equals(file)).toBe(true);
  });

  it('does not follow a redirect that it alone gets to a private host, and says why', async () => {
    await begin();
    answerOfShop = (_request, response) =>
      void response.writeHead(302, { location: `http://127.0.0.1:${private_.port}/secret.json` }).end();
    const { id } = await addLink(`http://127.0.0.1:${shop.port}/film.mkv`);
    expect(await untilIs(id, 'failed')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/private network/) as string,
    });
    expect([shop.requests(), private_.connections(), await saved()]).toEqual([['GET /film.mkv'], 0, []]);
  });

  it('gets a link that two parsers read differently as the guard has read it', async () => {
    await begin();
    const { id } = await addLink(`http://127.0.0.1:${shop.port}\\@127.0.0.1:${private_.port}/x.mkv`);
    await untilIs(id, 'complete');
    expect([shop.requests(), private_.connections()]).toEqual([[`GET /@127.0.0.1:${private_.port}/x.mkv`], 0]);
  });

  it('reaches no private host by any form of a link', async () => {
    await begin();
    const forms = [
      'http://127.0.0.1:PORT/x.bin',
      'http://localhost:PORT/x.bin',
      'http://LOCALHOST.:PORT/x.bin',
      'http://2130706433:PORT/x.bin',
      'http://0x7f000001:PORT/x.bin',
      'http://0177.0.0.1:PORT/x.bin',
      'http://127.1:PORT/x.bin',
      'http://0:PORT/x.bin',
      'http://[::ffff:127.0.0.1]:PORT/x.bin',
      'http://[::ffff:7f00:1]:PORT/x.bin',
      'http://user:password@127.0.0.1:PORT/x.bin',
      'http://127.0.0.1:SHOP\\@127.0.0.1:PORT/x.bin',
      'http://127.0.0.1:SHOP@127.0.0.1:PORT/x.bin',
      'https://127.0.0.1:PORT/x.bin',
      'https://2130706433:PORT/x.bin',
      'https://localhost:PORT/x.bin',
      'ftp://127.0.0.1:PORT/x.bin',
      'ftp://127.0.0.1:SHOP/x.bin',
      'sftp://127.0.0.1:PORT/x.bin',
      'sftp://user:password@127.0.0.1:SHOP/x.bin',
    ];
    for (const form of forms) {
      const link = form.replace('PORT', String(private_.port)).replace('SHOP', String(shop.port));
      await endOf(await addRaw(link));
      expect([link, private_.connections(), shop.requests(), await saved()]).toEqual([link, 0, [], []]);
    }
  });

  const withTorrentKeys = (torrent: MadeTorrent, keys: Record<string, string | string[]>): Buffer => {
    const entries = Object.entries({ ...keys }).map(([key, value]) => [bencode(key), bencode(value)] as const);
    const [before, after] = [entries.filter(([key]) => key.toString() < '4:info'), entries.filter(([key]) => key.toString() > '4:info')]; // prettier-ignore
    return Buffer.concat([Buffer.from('d'), ...before.flat(), torrent.file.subarray(1, -1), ...after.flat(), Buffer.from('e')]); // prettier-ignore
  };

  it('asks no web seed and no tracker of a torrent on a private host, over HTTP or FTP', async () => {
    await begin();
    const torrent = makeTorrent({ name: 'Film.mkv', sizes: [file.length] });
    const at = (server: VisitedServer, scheme = 'http') => `${scheme}://127.0.0.1:${server.port}`;
    answerOfShop = (_request, response) => void response.end(torrent.files[0]!.data.subarray(0, 10));
    const bytes = withTorrentKeys(torrent, {
      announce: `${at(private_)}/announce`,
      'url-list': [`${at(private_)}/seed/`, `${at(private_, 'ftp')}/seed/`, `${at(shop)}/asked-last/`],
    });
    await addTorrent(torrent, bytes);
    const magnet = makeTorrent({ name: 'Other.mkv', sizes: [10], tracker: `${at(private_)}/announce` });
    await addRaw(magnet.magnet);
    // Its trackers and seeds are tried side by side; the second announce shows that the first is over.
    const second = makeTorrent({ name: 'Second.mkv', sizes: [10], tracker: `${at(shop)}/announce` });
    await addRaw(second.magnet);
    await until('the allowed ones are asked', () =>
      Promise.resolve(
        ['/announce', '/asked-last'].every((path) => shop.requests().some((asked) => asked.includes(path))),
      ),
    );
    expect(private_.connections()).toBe(0);
  });

  it('downloads a torrent from a web seed that is allowed', async () => {
    await begin();
    const torrent = makeTorrent({ name: 'Seeded.mkv', sizes: [200_000] });
    const { data } = torrent.files[0]!;
    answerOfShop = (request, response) => {
      const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
      const part = data.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
      const range = `bytes ${from}-${Number(from) + part.length - 1}/${data.length}`;
      response.writeHead(206, { 'content-length': part.length, 'content-range': range }).end(part);
    };
    const { id } = await addTorrent(
      torrent,
      withTorrentKeys(torrent, { 'url-list': `http://127.0.0.1:${shop.port}/` }),
    );
    const { outputPath } = await untilIs(id, 'complete');
    expect((await readFile(outputPath!)).equals(data)).toBe(true);
  });

  describe('with proxies in the environment', () => {
    const NAMES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'] as const;
    const before = new Map(NAMES.map((name) => [name, process.env[name]]));
    afterEach(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    it('does not go past its own by the list of hosts that need none', async () => {
      process.env['no_proxy'] = '*';
      await begin();
      expect(await endOf(await addRaw(`http://127.0.0.1:${private_.port}/x.bin`))).toMatch(/470/);
      expect(private_.connections()).toBe(0);
    });

    it('goes through them once the address is checked', async () => {
      const [upstream, secure] = [await startVisitedServer(give), await startVisitedServer(give)];
      process.env['http_proxy'] = process.env['https_proxy'] = `http://127.0.0.1:${upstream.port}`;
      const [plain, tunnelled, blocked] = [shop, secure, private_].map(({ port }) => `127.0.0.1:${port}`);
      await begin([plain!, tunnelled!]);
      await untilIs((await addLink(`http://${plain}/film.mkv`)).id, 'complete');
      await endOf(await addRaw(`https://${tunnelled}/film.mkv`));
      await endOf(await addRaw(`http://${blocked}/film.mkv`));
      await endOf(await addRaw(`https://${blocked}/film.mkv`));
      expect(upstream.requests()).toEqual([`GET http://${plain}/film.mkv`, `CONNECT ${tunnelled}`]);
      expect([shop, secure, private_].map((server) => server.connections())).toEqual([0, 0, 0]);
      secure.close();
      upstream.close();
    });
  });

  it('goes out by the same way after it was killed', async () => {
    await begin();
    const { pid } = aria2;
    process.kill(pid, 'SIGKILL');
    await until('it is up again', async () => aria2.pid !== pid && (await client().test()) !== null);
    await endOf(await addRaw(`http://127.0.0.1:${private_.port}/x.bin`));
    await untilIs((await addLink(`http://127.0.0.1:${shop.port}/film.mkv`)).id, 'complete');
    expect(private_.connections()).toBe(0);
  });
});
