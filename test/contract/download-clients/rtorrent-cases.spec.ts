import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type OpenSettings } from '../../../src/download-clients/client-type.js';
import { ClientUnavailable, type AddRequest, type ClientItem } from '../../../src/download-clients/download-client.js';
import { RTorrentClient } from '../../../src/download-clients/rtorrent/rtorrent-client.js';
import { until } from '../../support/daemons/process.js';
import { callRTorrent, rtorrentBinary, startRTorrent, type RTorrent } from '../../support/daemons/rtorrent.js';
import { startSeeder, writeFiles, type Seeder } from '../../support/daemons/seeder.js';
import { makeTorrent, type MadeTorrent } from '../../support/torrents.js';

const present = rtorrentBinary() !== null;
if (!present && process.env['CI'] === 'true') throw new Error('rtorrent is not installed');

(present ? describe : describe.skip)('rTorrent', () => {
  let daemon: RTorrent;
  let seeder: Seeder;
  let client: RTorrentClient;
  const open = (change: Partial<OpenSettings> = {}) =>
    new RTorrentClient({ type: 'rtorrent', url: daemon.scgi, username: null, password: null, apiKey: null, category: null, downloadDir: null, ...change }); // prettier-ignore
  const add = ({ infoHash: itemKey, name: title, file }: MadeTorrent, more: Partial<AddRequest> = {}, by = client) =>
    by.add({ itemKey, title, payload: { kind: 'torrent', file }, category: null, priority: null, ...more });
  const waitFor = ({ infoHash, name }: MadeTorrent, state: ClientItem['state']) =>
    until(`${name} is ${state}`, async () => {
      const item = await client.get(infoHash);
      return item?.state === state ? item : null;
    });
  const ask = (method: string, { infoHash }: MadeTorrent, ...more: string[]) =>
    callRTorrent(daemon, method, infoHash.toUpperCase(), ...more);
  const whole = async (name: string, sizes: number[]) => {
    const torrent = makeTorrent({ name, sizes });
    await writeFiles(daemon.downloadDir, torrent);
    await add(torrent);
    await waitFor(torrent, 'complete');
    return torrent;
  };
  const isThere = (...parts: string[]) => stat(join(daemon.downloadDir, ...parts)).then(() => true, () => false); // prettier-ignore

  beforeAll(async () => {
    [daemon, seeder] = await Promise.all([startRTorrent(), startSeeder()]);
    client = open();
  });
  afterAll(async () => {
    await Promise.all([daemon?.stop(), seeder?.stop()]);
  });
  afterEach(async () => {
    for (const { id } of await client.list()) await client.remove(id, { removeData: true });
  });

  it('is reached by its port, by its socket and by a web server alike', async () => {
    const torrent = await whole('Three.Ways.mkv', [100_000]);
    const { url, username, password, socket } = daemon;
    for (const way of [{}, { url: socket }, { url, username, password }]) {
      expect(await open(way).list()).toEqual([expect.objectContaining({ id: torrent.infoHash, state: 'complete' })]);
      expect(await open(way).test()).toEqual({ version: '0.9.8', downloadDir: daemon.downloadDir });
    }
  });

  it.each([
    ['a port that speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['half an answer', 'Status: 200 OK\r\nContent-Length: 500\r\n\r\n<methodResponse>'],
    ['an answer that is none', 'Status: 200 OK\r\nContent-Length: 4\r\n\r\noops'],
    ['nothing', ''],
  ])('is unavailable, not empty, when %s answers', async (_, answer) => {
    const server = createServer((socket) => socket.once('data', () => socket.end(answer))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(open({ url: `scgi://127.0.0.1:${port}` }).list()).rejects.toThrow(/does not answer as rTorrent does/);
    server.close();
  });

  it('is unavailable when it is silent for longer than it may be', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const slow = open({ url: `scgi://127.0.0.1:${port}`, timeoutSeconds: 0.2 }).list();
    await expect(slow).rejects.toMatchObject({ kind: 'timeout', message: expect.stringMatching(/within 0.2 s/) });
    server.close();
    await expect(open({ url: 'scgi:///nowhere/rpc.sock' }).list()).rejects.toThrow(ClientUnavailable);
  });

  it('gives a label, a folder and a priority, whatever the words are', async () => {
    const folder = join(daemon.downloadDir, 'a "b", \\c');
    await mkdir(folder);
    const torrent = makeTorrent({ name: 'Asked.For.mkv', sizes: [100_000] });
    const category = '$system.hostname=, "TV" & ü';
    await add(torrent, { category, priority: 1 }, open({ downloadDir: folder }));
    const item = await waitFor(torrent, 'downloading').catch(() => client.get(torrent.infoHash));
    expect(item).toMatchObject({ category, outputPath: join(folder, torrent.name) });
    expect(await ask('d.priority', torrent)).toBe(3);
    expect(await ask('d.custom1', torrent)).toBe(encodeURIComponent(category));
  });

  it('keeps the label of a magnet when it becomes a torrent', async () => {
    const torrent = await seeder.seed('By.Magnet.mkv', [300_000]);
    await add(torrent, { payload: { kind: 'magnet', uri: torrent.magnet }, category: 'movies' });
    expect(await waitFor(torrent, 'complete')).toMatchObject({ title: torrent.name, category: 'movies' });
  });

  it('takes a torrent that is larger than a call may be', async () => {
    const torrent = makeTorrent({ name: 'Large.mkv', sizes: [100_000] });
    // Room for more pieces than there are would be refused: a comment makes it large.
    const file = Buffer.concat([
      Buffer.from('d7:comment600000:'),
      Buffer.alloc(600_000, 'x'),
      torrent.file.subarray(1),
    ]);
    await callRTorrent(daemon, 'network.xmlrpc.size_limit.set', '', 524_288);
    await add({ ...torrent, file });
    expect(await client.get(torrent.infoHash)).toMatchObject({ title: torrent.name });
  });

  it('lists all where one has a name that is no XML', async () => {
    const torrents = ['Bad\u0001\u0008name.mkv', 'Ünïcode ☃ <&>.mkv', `${'long.'.repeat(45)}mkv`].map((name) => makeTorrent({ name, sizes: [1_000] })); // prettier-ignore
    for (const torrent of torrents) await add(torrent);
    const titles = (await client.list()).map(({ title }) => title);
    expect(titles.sort()).toEqual(torrents.map(({ name }) => name).sort());
  });

  it('adds without starting, except a magnet, which would never get its metadata', async () => {
    const torrent = makeTorrent({ name: 'Not.Yet.mkv', sizes: [100_000] });
    await add(torrent, { paused: true });
    await waitFor(torrent, 'paused');
    const magnet = add(makeTorrent({ name: 'x', sizes: [1_000] }), { payload: { kind: 'magnet', uri: torrent.magnet }, paused: true }); // prettier-ignore
    await expect(magnet).rejects.toMatchObject({ kind: 'unsupported' });
  });

  it('resumes what another interface has paused without stopping it', async () => {
    const torrent = makeTorrent({ name: 'Held.mkv', sizes: [100_000] });
    await add(torrent);
    await ask('d.pause', torrent);
    await waitFor(torrent, 'paused');
    await client.resume(torrent.infoHash);
    await until('it runs', async () => (await ask('d.is_active', torrent)) === 1);
  });

  it('warns of a folder that is not there, with what rTorrent says, or does not call it an end', async () => {
    const torrent = makeTorrent({ name: 'Nowhere.mkv', sizes: [100_000] });
    await add(torrent, {}, open({ downloadDir: join(daemon.downloadDir, 'not/there') }));
    expect(['warning', 'paused', 'queued']).toContain((await client.get(torrent.infoHash))?.state);
  });

  it('looks again at one that was there and calls itself whole', async () => {
    const torrent = await whole('Was.Whole.mkv', [300_000]);
    await add(torrent);
    await waitFor(torrent, 'complete');
    await rm(join(daemon.downloadDir, torrent.name));
    await add(torrent);
    const item = await until('it has looked', async () => {
      const found = await client.get(torrent.infoHash);
      return found && found.state !== 'checking' ? found : null;
    });
    expect(item.state).not.toBe('complete');
  });

  it('keeps data that another torrent has as well, and says so', async () => {
    const torrent = await whole('Shared.mkv', [200_000]);
    const data = await readFile(join(daemon.downloadDir, torrent.name));
    // The same file as another torrent: another piece length makes another hash.
    const again = makeTorrent({ name: torrent.name, sizes: [200_000] });
    await add(again, { paused: true });
    const removed = await client.remove(torrent.infoHash, { removeData: true });
    expect(removed).toEqual({ dataRemoved: false, note: expect.stringContaining(`"${torrent.name}"`) });
    expect((await readFile(join(daemon.downloadDir, torrent.name))).equals(data)).toBe(true);
  });

  it('says that data stays which this machine does not see', async () => {
    const torrent = await whole('Elsewhere.S01', [100_000, 1_000]);
    const mapped = open({ pathMappings: [{ remote: daemon.downloadDir, local: '/not/mounted' }] });
    const removed = await mapped.remove(torrent.infoHash, { removeData: true });
    expect(removed).toMatchObject({ dataRemoved: false, note: expect.stringMatching(/path mapping/) });
    expect(await client.get(torrent.infoHash)).toBeNull();
    expect(await isThere(torrent.name)).toBe(true);
  });

  it('deletes its own files alone', async () => {
    const torrent = await whole('Mine.S01', [100_000, 1_000]);
    const stray = makeTorrent({ name: 'Mine.S01/kept.txt', sizes: [10] });
    await writeFiles(daemon.downloadDir, stray);
    expect(await client.remove(torrent.infoHash, { removeData: true })).toEqual({ dataRemoved: true });
    expect([await isThere('Mine.S01', 'part-1.bin'), await isThere('Mine.S01', 'kept.txt')]).toEqual([false, true]);
  });

  it('refuses one that rTorrent drops without a word, with what it may be', async () => {
    const torrent = makeTorrent({ name: 'Broken.mkv', sizes: [1_000] });
    const file = Buffer.from(torrent.file.toString('latin1').replace('12:piece length', '12:piece lengtH'), 'latin1');
    await expect(add({ ...torrent, file })).rejects.toThrow(/says only in its log why/);
  });
});
