import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { type App, startApp } from '../support/app.js';
import { type FaultProxy, startFaultProxy } from '../support/daemons/fault-proxy.js';
import { until } from '../support/daemons/process.js';
import { writeFiles } from '../support/daemons/seeder.js';
import { startTransmission, transmissionBinary, type Transmission } from '../support/daemons/transmission.js';
import { makeTorrent, type MadeTorrent } from '../support/torrents.js';

const present = transmissionBinary() !== null;
if (!present && process.env['CI'] === 'true') throw new Error('Transmission is not installed');

type Torrent = Record<string, unknown> & { hashString: string };

(present ? describe : describe.skip)('what is wrong with one client, row or item', () => {
  let app: App;
  let daemon: Transmission;
  let proxy: FaultProxy;
  let database: pg.Client;
  beforeAll(async () => {
    [app, daemon] = await Promise.all([startApp(), startTransmission()]);
    proxy = await startFaultProxy(daemon.url);
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    const { username, password } = daemon;
    const client = { id: 'nas', type: 'transmission', url: proxy.url, username, password, priority: 5 };
    expect((await app.api.call('POST', '/clients', client)).status).toBe(201);
  });
  afterAll(async () => {
    await database?.end();
    await app?.remove();
    await proxy?.stop();
    await daemon?.stop();
  });
  afterEach(() => void (proxy.fault = null));

  const post = async ({ file }: MadeTorrent, more: object = {}): Promise<DownloadView> => {
    const { status, body } = await app.api.call('POST', '/downloads', { release: { torrent: file.toString('base64') }, client: 'nas', ...more }); // prettier-ignore
    expect([status, body['detail']]).toEqual([201, undefined]);
    return body as unknown as DownloadView;
  };
  const there = async (name: string, sizes: number[] = [1_000]) => {
    const torrent = makeTorrent({ name, sizes });
    await writeFiles(daemon.downloadDir, torrent);
    return torrent;
  };
  const statusIs = ({ id }: DownloadView, status: string) =>
    until(`${id} is ${status}`, async () => (await app.api.download(id)).status === status, 90_000);
  /** Changes what the client says of one torrent. */
  const odd = (torrent: MadeTorrent, change: object) => {
    proxy.fault = (call, reply) => {
      const { torrents } = reply.arguments as { torrents?: Torrent[] };
      if (call.method !== 'torrent-get' || !torrents) return reply;
      return { ...reply, arguments: { torrents: torrents.map((each) => (each.hashString === torrent.infoHash ? { ...each, ...change } : each)) } }; // prettier-ignore
    };
  };

  it.each(['http://u:pa#ss@nas:9091', 'http://u:50%off@nas', 'http://nas:90911', 'http://:9091', 'nas:port', 'nas', 'ftp://nas', 'http://my nas', 'http://nas\0'])(
    'the address %s is refused with its remedy, and not stored',
    async (url) => {
      const { status, body } = await app.api.call('POST', '/clients', { id: 'bad', type: 'transmission', url });
      expect([status, body['errors']]).toEqual([400, [{ field: 'url', problem: expect.any(String) }]]);
      expect((await app.api.call('GET', '/clients/bad')).status).toBe(404);
      expect((await app.api.call('PUT', '/clients/nas', { name: 'nas', type: 'transmission', url })).status).toBe(400);
    },
  ); // prettier-ignore

  it('an address that was stored all the same makes its client unavailable, and hurts nobody', async () => {
    const bad = ['http://u:50%off@nas', 'http://u:pa#ss@nas:9091', 'nas:port', ''];
    for (const [i, url] of bad.entries())
      await database.query(`INSERT INTO download_clients (id, name, type, url, priority) VALUES ($1, 'bad', $2, $3, 1)`, [`bad-${i}`, i % 2 ? 'aria2' : 'transmission', url]); // prettier-ignore
    await database.query(`INSERT INTO download_clients (id, name, type, url) VALUES ('later', 'later', 'flood', 'http://nas')`); // prettier-ignore
    const { status, body } = await app.api.call('GET', '/clients');
    expect([status, (body['items'] as { id: string }[]).map(({ id }) => id)]).toEqual([200, expect.arrayContaining(['bad-0', 'bad-1', 'bad-2', 'bad-3', 'later', 'nas'])]); // prettier-ignore
    const health = await until('its health says why', async () => {
      const { body: client } = await app.api.call('GET', '/clients/bad-0');
      const { state, lastError } = client['health'] as { state: string; lastError: string };
      return state === 'down' ? lastError : null;
    });
    expect(health).toMatch(/address of the client holds a % that encodes nothing/);
    expect((await app.api.call('POST', '/clients/bad-1/test')).body).toMatchObject({ ok: false, problem: expect.stringMatching(/password/) }); // prettier-ignore

    const torrent = await there('Goes.On.mkv');
    const { status: posted, body: download } = await app.api.call('POST', '/downloads', { release: { torrent: torrent.file.toString('base64') } }); // prettier-ignore
    expect([posted, download['downloadClient']]).toEqual([201, 'nas']);
    await statusIs(download as unknown as DownloadView, 'completed');
    for (const id of [...bad.keys()].map((i) => `bad-${i}`).concat('later'))
      expect((await app.api.call('GET', `/clients/${id}`)).status).toBe(200);
    await database.query(`DELETE FROM download_clients WHERE id <> 'nas'`);
  });

  it.each<[string, object]>([
    ['a message with NUL and half a surrogate pair', { errorString: 'a\0b\ud800c', error: 2 }],
    ['a path with NUL', { downloadDir: '/x\0y' }],
    ['absurd numbers', { eta: 2 ** 70, sizeWhenDone: 1e300, leftUntilDone: 1, rateDownload: -5, uploadRatio: 1e308, peersConnected: 2 ** 40, percentDone: 7 }],
    ['numbers that are none', { eta: 'soon', sizeWhenDone: '12', leftUntilDone: 1, rateDownload: null, uploadRatio: {}, peersConnected: 1.5 }],
  ])('an item with %s keeps its row, and the others their course', async (what, change) => {
    const [bad, good] = [makeTorrent({ name: `Odd.${what.length}.mkv`, sizes: [2_000] }), await there(`Good.${what.length}.mkv`)];
    odd(bad, change);
    const row = await post(bad);
    await until('it is seen', async () => {
      const { rows } = await database.query('SELECT 1 FROM download_telemetry WHERE download_id = $1 AND status IS NOT NULL', [row.id]);
      return rows.length > 0;
    });
    await statusIs(await post(good), 'completed');
    expect((await app.api.queue()).map(({ id }) => id)).toContain(row.id);
    await app.api.call('POST', `/downloads/${row.id}/cancel`, {});
    await statusIs(row, 'cancelled');
  }); // prettier-ignore

  it('an item whose end cannot be recorded says why and is tried again, and the others end', async () => {
    const [bad, good] = [await there('No.Files.mkv'), await there('All.Files.mkv')];
    const failing: FaultProxy['fault'] = (call, reply) => {
      const { ids, fields } = call.arguments as { ids?: string[]; fields?: string[] };
      const asked = ids?.includes(bad.infoHash) && fields?.includes('files');
      return asked ? { result: 'no such thing', arguments: {} } : reply;
    };
    proxy.fault = failing;
    const row = await post(bad);
    await until('it says why', async () => /no such thing/.test((await app.api.download(row.id)).message ?? ''));
    expect(await app.api.download(row.id)).toMatchObject({ status: 'warning' });
    await statusIs(await post(good), 'completed');
    const { body: client } = await app.api.call('GET', '/clients/nas');
    expect(client['health']).toMatchObject({ state: 'up' });
    proxy.fault = null;
    await statusIs(row, 'completed');
  });

  it('a row that the client cannot be given lets the others through', async () => {
    const [bad, good] = [makeTorrent({ name: 'Never.Taken.mkv', sizes: [1_000] }), await there('Is.Taken.mkv')];
    const file = bad.file.toString('base64');
    proxy.cut = (call) => call.arguments?.['metainfo'] === file;
    const row = await post(bad);
    await statusIs(await post(good), 'completed');
    await until('it says why', async () =>
      /closed the connection/.test((await app.api.download(row.id)).message ?? ''),
    );
    expect(await app.api.download(row.id)).toMatchObject({ status: 'submitting' });
    proxy.cut = null;
    await until('it is taken', async () => (await app.api.download(row.id)).status !== 'submitting');
    await app.api.call('POST', `/downloads/${row.id}/cancel`, {});
  });

  it('a torrent of 12,000 files completes, with all of them kept', async () => {
    const large = await there('Twelve.Thousand', Array<number>(12_000).fill(1));
    const [many, good] = [await post(large), await post(await there('Beside.It.mkv'))];
    await statusIs(many, 'completed');
    await statusIs(good, 'completed');
    const { body } = await app.api.call('GET', `/history?download=${many.id}&type=download.completed`);
    const [entry] = body['items'] as { data: { files: unknown[]; moreFiles: { ref: string; count: number } } }[];
    expect([entry?.data.files.length, entry?.data.moreFiles.count]).toEqual([200, 12_000]);
    const { rows } = await database.query<{ files: { path: string }[] }>(
      'SELECT l.files FROM download_attempts a JOIN file_lists l ON l.ref = a.files_ref WHERE a.id = $1',
      [many.id],
    );
    expect(new Set(rows[0]?.files.map(({ path }) => path)).size).toBe(12_000);
    expect(rows[0]?.files[11_999]).toEqual({ path: expect.stringContaining(`${daemon.downloadDir}/Twelve.Thousand/part-`), sizeBytes: 1 }); // prettier-ignore
  });

  it('a client that lists nothing for some seconds after its own restart loses none of its downloads', async () => {
    const rows: DownloadView[] = [];
    for (const name of ['First.mkv', 'Second.mkv', 'Third.mkv']) rows.push(await post(makeTorrent({ name, sizes: [9_000] })));
    for (const row of rows) await statusIs(row, 'downloading');
    await daemon.process.stop();
    proxy.fault = (call, reply) =>
      call.method === 'torrent-get' && call.arguments['ids'] === undefined ? { ...reply, arguments: { torrents: [] } } : reply;
    await daemon.restart();
    for (const row of rows) await statusIs(row, 'warning');
    await delay(5_000); // of polls that list nothing
    proxy.fault = null;
    for (const row of rows) await statusIs(row, 'downloading');
    const removal = await fetchRemoval(daemon, rows[0]!.itemKey);
    expect(removal).toBe(200);
    await statusIs(rows[0]!, 'cancelled');
    expect(await app.api.download(rows[1]!.id)).toMatchObject({ status: 'downloading' });
  }); // prettier-ignore
});

async function fetchRemoval({ url, username, password }: Transmission, hash: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const call = (session: string) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization, 'x-transmission-session-id': session },
      body: JSON.stringify({ method: 'torrent-remove', arguments: { ids: [hash] } }),
    });
  const first = await call('');
  return (await call(first.headers.get('x-transmission-session-id') ?? '')).status;
}
