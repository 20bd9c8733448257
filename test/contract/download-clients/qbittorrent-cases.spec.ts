import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AddRequest,
  type ClientItem,
  type ConnectionSettings,
} from '../../../src/download-clients/download-client.js';
import { QbittorrentClient } from '../../../src/download-clients/qbittorrent/qbittorrent-client.js';
import { until } from '../../support/daemons/process.js';
import {
  callQbittorrent,
  qbittorrentBinary,
  startQbittorrent,
  writtenByQbittorrent,
  type Qbittorrent,
} from '../../support/daemons/qbittorrent.js';
import { startSeeder, writeFiles, type Seeder } from '../../support/daemons/seeder.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { makeTorrent, type MadeTorrent } from '../../support/torrents.js';

const present = qbittorrentBinary() !== null;
if (!present && process.env['CI'] === 'true') throw new Error('qBittorrent is not installed');
const failure = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error); // prettier-ignore

(present ? describe : describe.skip)('qBittorrent', () => {
  let daemon: Qbittorrent;
  let seeder: Seeder;
  let client: QbittorrentClient;
  const open = (change: Partial<ConnectionSettings> = {}) => {
    const { url, username, password } = daemon;
    const settings = {
      type: 'qbittorrent',
      url,
      username,
      password,
      apiKey: null,
      category: null,
      downloadDir: null,
    } as const;
    return new QbittorrentClient({ ...settings, ...change });
  };
  const add = ({ infoHash: itemKey, name: title, file }: MadeTorrent, more: Partial<AddRequest> = {}) =>
    client.add({ itemKey, title, payload: { kind: 'torrent', file }, category: null, priority: null, ...more });
  const waitFor = ({ infoHash, name }: MadeTorrent, state: ClientItem['state']) =>
    until(`${name} is ${state}`, async () => {
      const item = await client.get(infoHash);
      return item?.state === state ? item : null;
    });
  const set = (preferences: Record<string, unknown>) =>
    callQbittorrent(daemon, 'app/setPreferences', { json: JSON.stringify(preferences) });
  const path = (...parts: string[]) => join(daemon.downloadDir, ...parts);
  const whole = async (name: string, sizes: number[]) => {
    const torrent = await seeder.seed(name, sizes);
    await writeFiles(daemon.downloadDir, torrent);
    await add(torrent);
    await waitFor(torrent, 'complete');
    return torrent;
  };

  beforeAll(async () => {
    [daemon, seeder] = await Promise.all([startQbittorrent(), startSeeder()]);
    client = open();
  });
  afterAll(async () => {
    await Promise.all([daemon?.stop(), seeder?.stop()]);
  });

  it('makes the category, and adds without starting where it is asked to', async () => {
    const torrent = makeTorrent({ name: 'Waiting.mkv', sizes: [100_000] });
    await add(torrent, { category: 'never seen', paused: true, seedGoal: { ratio: 1.5, seedingMinutes: 30 } });
    expect(await waitFor(torrent, 'paused')).toMatchObject({ category: 'never seen' });
    const [held] = (await (await callQbittorrent(daemon, 'torrents/info')).json()) as Record<string, unknown>[];
    expect(held).toMatchObject({ ratio_limit: 1.5, seeding_time_limit: 30 });
  });

  it('puts it where it is told to, and tells the default folder', async () => {
    const folder = path('elsewhere');
    const torrent = makeTorrent({ name: 'Placed.mkv', sizes: [100_000] });
    const { infoHash: itemKey, name: title, file } = torrent;
    await open({ downloadDir: folder }).add({ itemKey, title, payload: { kind: 'torrent', file }, category: null, priority: 1 }); // prettier-ignore
    await until('it is placed', async () => (await client.get(itemKey))?.outputPath === `${folder}/Placed.mkv`);
    expect(await client.test()).toMatchObject({ downloadDir: daemon.downloadDir });
  });

  it('takes it also where its priority cannot be set, and says so', async () => {
    await set({ queueing_enabled: false });
    const torrent = makeTorrent({ name: 'No.Queue.mkv', sizes: [100_000] });
    expect(await add(torrent, { priority: 1 })).toEqual({
      id: torrent.infoHash,
      note: expect.stringMatching(/queueing is switched off/),
    });
    await set({ queueing_enabled: true });
    const queued = makeTorrent({ name: 'Queue.mkv', sizes: [100_000] });
    expect(await add(queued, { priority: 1 })).toEqual({ id: queued.infoHash });
  });

  it('is complete in its own folder, not in the one for what is incomplete', async () => {
    await set({ temp_path_enabled: true, temp_path: path('incomplete') });
    const torrent = await seeder.seed('Moved.At.The.End', [300_000, 200_000]);
    await add(torrent);
    expect(await waitFor(torrent, 'complete')).toMatchObject({ outputPath: path(torrent.name) });
    for (const [i, { path: file }] of (await client.files(torrent.infoHash)).entries())
      expect((await readFile(file)).equals(torrent.files[i]!.data)).toBe(true);
    await set({ temp_path_enabled: false });
  });

  it('keeps data that another torrent has as well', async () => {
    const torrent = await whole('Shared.mkv', [300_000]);
    const other = makeTorrent({ name: 'Shared.mkv', sizes: [300_000] });
    await add(other, { paused: true });
    await until('its place is known', async () => (await client.get(other.infoHash))?.outputPath);
    expect(await client.remove(torrent.infoHash, { removeData: true })).toEqual({
      dataRemoved: false,
      note: expect.stringMatching(/"Shared.mkv" has it/),
    });
    expect((await stat(path(torrent.name))).size).toBe(300_000);
    expect(await client.remove(other.infoHash, { removeData: true })).toEqual({ dataRemoved: true });
    await until('it is gone', () => stat(path(torrent.name)).then(() => false, () => true)); // prettier-ignore
  });

  it('has no path of its own for files that lie loosely in the folder of all', async () => {
    const torrent = await seeder.seed('Loose', [200_000, 100_000]);
    const form = new FormData();
    form.set('torrents', new Blob([Buffer.from(torrent.file)]), 'x.torrent');
    form.set('contentLayout', 'NoSubfolder');
    const signIn = await fetch(`${daemon.url}/api/v2/auth/login`, { method: 'POST', body: new URLSearchParams({ username: daemon.username, password: daemon.password }) }); // prettier-ignore
    await fetch(`${daemon.url}/api/v2/torrents/add`, { method: 'POST', body: form, headers: { cookie: signIn.headers.get('set-cookie')!.split(';')[0]! } }); // prettier-ignore
    expect(await waitFor(torrent, 'complete')).toMatchObject({ outputPath: null });
    expect((await client.files(torrent.infoHash)).map((file) => file.path)).toEqual([
      path('part-1.bin'),
      path('part-2.bin'),
    ]);
  });

  it.each(['seeding', 'stopped'])('fetches again what is asked for again and was deleted by hand, %s', async (how) => {
    const torrent = await whole(`Gone.By.Hand.${how}.mkv`, [300_000]);
    if (how === 'stopped') await client.pause(torrent.infoHash);
    await rm(path(torrent.name));
    expect(await add(torrent)).toEqual({ id: torrent.infoHash });
    await until('it is back', async () => (await readFile(path(torrent.name))).equals(torrent.files[0]!.data));
    await waitFor(torrent, 'complete');
  });

  it('warns of files that were gone at its start, says what its log says, and fetches them when asked again', async () => {
    const torrent = await whole('Gone.At.Start', [300_000, 200_000]);
    await writtenByQbittorrent(daemon, torrent.infoHash);
    await daemon.process.stop(); // writes down that it was complete
    await rename(path(torrent.name), path('moved-away'));
    await daemon.restart();
    client = open();
    expect((await waitFor(torrent, 'warning')).message).toMatch(/does not find its files.*\(.*mismatching file size/);
    await add(torrent);
    expect(await waitFor(torrent, 'complete')).toMatchObject({ outputPath: path(torrent.name) });
  });

  it('tells what has changed, also after it was started anew', async () => {
    const first = await client.changes(null);
    expect(first.full).toBe(true);
    const torrent = makeTorrent({ name: 'Told.mkv', sizes: [100_000] });
    await add(torrent, { paused: true });
    const added = await client.changes(first.since);
    expect(added).toMatchObject({ full: false, removed: [] });
    expect(added.items.map(({ id }) => id)).toContain(torrent.infoHash);
    await client.remove(torrent.infoHash, { removeData: false });
    const { since, removed } = await client.changes(added.since);
    expect(removed).toEqual([torrent.infoHash]);
    await daemon.process.stop();
    await daemon.restart();
    const before = client.session;
    const back = await until('all is listed', async () => {
      const changes = await client.changes(since);
      return changes.items.length === first.items.length ? changes : null;
    });
    expect(back.full).toBe(true);
    expect(client.session).not.toBe(before);
  });

  it('is not taken for one that refuses the password where it refuses the port of the address', async () => {
    const proxy = await new TcpProxy(Number(new URL(daemon.url).port)).open();
    const error = await failure(open({ url: `http://127.0.0.1:${proxy.port}` }).list());
    expect(error).toMatchObject({ kind: 'unreachable', code: 'address-refused' });
    await proxy.cut();
  });

  // The last, since it leaves this address banned.
  it('bans this address, says so, and is let in again once it was started anew', async () => {
    for (let times = 0; times < 5; times++)
      expect(await failure(open({ password: 'wrong' }).list())).toMatchObject({ kind: 'authentication' });
    const banned = open();
    expect(await failure(banned.list())).toMatchObject({ kind: 'locked-out' });
    expect(await failure(banned.list())).toMatchObject({ kind: 'locked-out' });
    await daemon.process.stop();
    expect(await failure(banned.list())).toMatchObject({ kind: 'unreachable' });
    await daemon.restart();
    await until('it lets us in', () => banned.test());
  });
});
