import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { basename } from 'node:path';
import {
  ClientRefused,
  ClientUnavailable,
  NotSupported,
  type ClientItem,
  type ConnectionSettings,
} from '../../../src/download-clients/download-client.js';
import { type ReleasePayload } from '../../../src/releases/release.js';
import { openClient } from '../../../src/download-clients/open-client.js';
import { directLinkKey } from '../../../src/releases/links/direct-link.js';
import { freePort, until } from '../../support/daemons/process.js';
import { startSeeder, writeFiles, type Seeder } from '../../support/daemons/seeder.js';
import { makeTorrent, type MadeTorrent } from '../../support/torrents.js';

/** A running daemon, and how it is reached. */
export type Daemon = {
  settings: ConnectionSettings;
  /** Where it puts data, unless told otherwise. */
  downloadDir: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type Subject = {
  name: string;
  /** null, with the suite left out, when the program is not on this machine. */
  start: (() => Promise<Daemon>) | null;
  version: RegExp;
  /** What is wrong with the password, in plain words. */
  wrongPassword: RegExp;
  /** Whether it knows after a kill -9 that data is whole which it had just finished. Others write that down late, and fetch it again. */
  checksDataAfterKill: boolean;
  /** Waits until it has written down that it has an item, where it does so only after it lists it: a kill before takes the item. */
  written?: (daemon: Daemon, id: string) => Promise<unknown>;
  /** Deselects a torrent's second file, as its user does. */
  deselectSecond: (daemon: Daemon, id: string) => Promise<void>;
};

/** Some call it stalled at once while nobody has it. */
const isUnderWay = ({ state }: ClientItem): boolean => state === 'downloading' || state === 'stalled';

/** What every adapter promises, checked against the real daemon. One daemon serves all cases, each case has torrents of its own. */
export function describeClient(subject: Subject): void {
  const { start } = subject;
  if (start === null) {
    if (process.env['CI'] === 'true') throw new Error(`${subject.name} is not installed: in CI its contract must run`);
    console.warn(`NOT CHECKED: ${subject.name} is not installed, so its adapter is not tested here`);
    return describe.skip(subject.name, () => it('is not installed', () => undefined));
  }

  describe(subject.name, () => {
    let daemon: Daemon;
    let seeder: Seeder;
    const open = (change: Partial<ConnectionSettings> = {}) => openClient({ ...daemon.settings, ...change });
    const add = (torrent: MadeTorrent, payload: ReleasePayload = { kind: 'torrent', file: torrent.file }) =>
      open().add({ itemKey: torrent.infoHash, title: torrent.name, payload, category: null, priority: null });
    const waitFor = (id: string, what: string, is: (item: ClientItem) => boolean) =>
      until(`${id} is ${what}`, async () => {
        const item = await open().get(id);
        return item !== null && is(item) ? item : null;
      });
    const complete = (id: string) => waitFor(id, 'complete', (item) => item.state === 'complete');

    beforeAll(async () => {
      [daemon, seeder] = await Promise.all([start(), startSeeder()]);
    });
    afterAll(async () => {
      await Promise.all([daemon?.stop(), seeder?.stop()]);
    });

    // Clients run a few downloads at a time: what a case leaves behind would keep the next one waiting.
    afterEach(async () => {
      const client = open();
      for (const { id } of await client.list()) await client.remove(id, { removeData: true });
    });

    it('tells its version', async () => {
      expect((await open().test()).version).toMatch(subject.version);
    });

    it('downloads a torrent file byte for byte', async () => {
      const torrent = await seeder.seed('Night.Harbour.2021.1080p.mkv', [3_000_000]);
      const { id } = await add(torrent);
      expect(id).toBe(torrent.infoHash);

      const item = await complete(id);

      expect(item).toMatchObject({
        id,
        title: torrent.name,
        sizeBytes: 3_000_000,
        downloadedBytes: 3_000_000,
        progress: 1,
        message: null,
      });
      expect(item.itemKeys).toContain(torrent.infoHash);
      expect(await open().files(id)).toEqual([{ path: item.outputPath, sizeBytes: 3_000_000 }]);
      expect((await readFile(item.outputPath ?? '')).equals(torrent.files[0]!.data)).toBe(true);
    });

    it('downloads a magnet of several files byte for byte, under one id from beginning to end', async () => {
      const torrent = await seeder.seed('Quiet.Valley.S01.1080p', [1_500_000, 300_000]);
      const { id } = await add(torrent, { kind: 'magnet', uri: torrent.magnet });
      expect(id).toBe(torrent.infoHash);

      const item = await complete(id);

      expect(item).toMatchObject({ id, title: torrent.name, sizeBytes: 1_800_000, progress: 1 });
      expect(item.outputPath).toBe(`${daemon.downloadDir}/${torrent.name}`);
      expect((await open().list()).filter((other) => other.title.includes(torrent.name))).toHaveLength(1);
      const files = await open().files(id);
      expect(files.map((file) => basename(file.path))).toEqual(['part-1.bin', 'part-2.bin']);
      for (const [i, file] of files.entries())
        expect((await readFile(file.path)).equals(torrent.files[i]!.data)).toBe(true);

      // Killed, it still has it, also when there is nobody left to ask for the metadata.
      await seeder.unseed(torrent);
      await daemon.kill();
      await daemon.restart();
      const back = { id, title: torrent.name, sizeBytes: 1_800_000, outputPath: item.outputPath };
      expect(await waitFor(id, 'back', (found) => found.sizeBytes !== null)).toMatchObject(back);
      if (subject.checksDataAfterKill) await complete(id);
    });

    it('is complete with what was wanted, and has no file that was deselected', async () => {
      const torrent = await seeder.seed('Night.Harbour.2021.With.Installer', [700_000, 3_000_000]);
      const { id } = await add(torrent);
      await open().pause(id);
      await subject.deselectSecond(daemon, id);
      await open().resume(id);
      const item = await complete(id);
      expect(item.progress).toBe(1);
      expect(await open().files(id)).toEqual([{ path: `${item.outputPath}/part-1.bin`, sizeBytes: 700_000 }]);
      await open().remove(id, { removeData: true });
      await until('nothing of it is left', () => stat(item.outputPath ?? '').then(() => false, () => true)); // prettier-ignore
    });

    it('never reads a magnet without metadata as complete', async () => {
      const torrent = makeTorrent({ name: 'Nobody.Has.It.mkv', sizes: [100_000] });
      const { id } = await add(torrent, { kind: 'magnet', uri: torrent.magnet });
      const item = await waitFor(id, 'there', () => true);
      expect(item).toMatchObject({ state: 'queued', sizeBytes: null, progress: 0, outputPath: null });
    });

    it('takes the same torrent twice as one, whether as a file or as a magnet', async () => {
      const torrent = makeTorrent({ name: 'Twice.mkv', sizes: [100_000] });
      const first = await add(torrent);
      await open().pause(first.id);
      await waitFor(first.id, 'paused', (item) => item.state === 'paused');
      expect(await add(torrent)).toEqual(first);
      expect(await add(torrent, { kind: 'magnet', uri: torrent.magnet })).toEqual(first);
      const items = (await open().list()).filter((item) => item.id === torrent.infoHash);
      expect(items.map(({ state }) => state)).toEqual(['paused']); // and otherwise left alone
    });

    it('takes a torrent once when two add it at the same moment', async () => {
      const torrent = makeTorrent({ name: 'At.Once.mkv', sizes: [100_000] });
      const ids = await Promise.all([add(torrent), add(torrent), add(torrent)]);
      expect(ids).toEqual([{ id: torrent.infoHash }, { id: torrent.infoHash }, { id: torrent.infoHash }]);
      expect((await open().list()).filter((item) => item.id === torrent.infoHash)).toHaveLength(1);
    });

    it('finds data that is there already instead of fetching it again', async () => {
      const torrent = makeTorrent({ name: 'Already.Here.mkv', sizes: [500_000] }); // seeded by nobody
      await writeFiles(daemon.downloadDir, torrent);
      const { id } = await add(torrent);
      expect(await complete(id)).toMatchObject({ progress: 1, sizeBytes: 500_000 });
    });

    it('pauses and resumes', async () => {
      const torrent = makeTorrent({ name: 'Stop.And.Go.mkv', sizes: [200_000] });
      const { id } = await add(torrent);
      await waitFor(id, 'under way', isUnderWay);
      await open().pause(id);
      await waitFor(id, 'paused', (item) => item.state === 'paused');
      await open().pause(id);
      await open().resume(id);
      await waitFor(id, 'under way again', isUnderWay);
      await open().resume(id);
    });

    it('goes on with what it has after it was killed', async () => {
      const torrent = makeTorrent({ name: 'Survivor.mkv', sizes: [200_000] });
      const magnet = makeTorrent({ name: 'Survivor.By.Magnet.mkv', sizes: [200_000] });
      const { id } = await add(torrent);
      await add(magnet, { kind: 'magnet', uri: magnet.magnet });
      for (const { infoHash } of [torrent, magnet]) await subject.written?.(daemon, infoHash);
      await daemon.kill();
      await expect(open().list()).rejects.toThrow(ClientUnavailable);
      await daemon.restart();
      expect(await waitFor(id, 'back', isUnderWay)).toMatchObject({
        id,
        title: torrent.name,
      });
      // Deluge may have written down the moment before it was started: then it comes back paused.
      await waitFor(magnet.infoHash, 'back', ({ state }) => state === 'queued' || state === 'paused');
    });

    it('removes an item and keeps its data', async () => {
      const torrent = makeTorrent({ name: 'Kept.mkv', sizes: [400_000] });
      await writeFiles(daemon.downloadDir, torrent);
      const { id } = await add(torrent);
      const { outputPath } = await complete(id);
      await open().remove(id, { removeData: false });
      await until('it is gone', async () => (await open().get(id)) === null);
      expect((await readFile(outputPath ?? '')).equals(torrent.files[0]!.data)).toBe(true);
      expect((await readdir(daemon.downloadDir)).filter((name) => name.startsWith(torrent.name))).toEqual([
        torrent.name,
      ]);
    });

    it('removes an item with its data, its folder too', async () => {
      const torrent = makeTorrent({ name: 'Gone.S01', sizes: [400_000, 100_000] });
      await writeFiles(daemon.downloadDir, torrent);
      const { id } = await add(torrent);
      const { outputPath } = await complete(id);
      await open().remove(id, { removeData: true });
      await until('it is gone', async () => (await open().get(id)) === null);
      await until('its folder is gone', () => stat(outputPath ?? '').then(() => false, () => true)); // prettier-ignore
    });

    it('does not bring back after a kill what was removed, finished or under way', async () => {
      const [finished, live, kept] = ['Over.mkv', 'Underway.mkv', 'Stays.mkv'].map((name) => makeTorrent({ name, sizes: [100_000] })); // prettier-ignore
      await writeFiles(daemon.downloadDir, finished!);
      for (const torrent of [finished!, live!, kept!]) await add(torrent);
      await complete(finished!.infoHash);
      for (const { infoHash } of [finished!, live!]) await open().remove(infoHash, { removeData: false });
      await daemon.kill();
      await daemon.restart();
      await waitFor(kept!.infoHash, 'back', () => true);
      expect((await open().list()).map(({ id }) => id)).toEqual([kept!.infoHash]);
    });

    it('takes a removed torrent again', async () => {
      const torrent = makeTorrent({ name: 'Once.More.mkv', sizes: [100_000] });
      const { id } = await add(torrent);
      await open().remove(id, { removeData: true });
      expect(await add(torrent)).toEqual({ id });
      await waitFor(id, 'under way', isUnderWay);
    });

    it('knows nothing of an unknown item, and has no trouble with it', async () => {
      const unknown = '00112233445566778899aabbccddeeff00112233';
      const client = open();
      expect(await client.get(unknown)).toBeNull();
      expect(await client.files(unknown)).toEqual([]);
      await client.pause(unknown);
      await client.resume(unknown);
      await client.remove(unknown, { removeData: true });
    });

    it('refuses a broken torrent', async () => {
      const add = open().add({ itemKey: 'ab'.repeat(20), title: 'x', payload: { kind: 'torrent', file: Buffer.from('<html>not found</html>') }, category: null, priority: null }); // prettier-ignore
      await expect(add).rejects.toThrow(ClientRefused);
    });

    it('says what kinds of release it does not take', async () => {
      const payloads: ReleasePayload[] = [
        { kind: 'nzb', file: Buffer.from('<nzb/>') },
        { kind: 'url', url: 'http://127.0.0.1:1/file' },
      ];
      const protocols = { nzb: 'usenet', url: 'direct' } as const;
      for (const payload of payloads) {
        if (open().protocols.includes(protocols[payload.kind as 'nzb' | 'url'])) continue;
        await expect(
          open().add({ itemKey: 'cd'.repeat(20), title: 'x', payload, category: null, priority: null }),
        ).rejects.toThrow(NotSupported);
      }
    });

    it('is unavailable, not empty, when nothing listens', async () => {
      const url = new URL(daemon.settings.url);
      url.port = String(await freePort());
      const client = open({ url: url.href });
      await expect(client.list()).rejects.toThrow(ClientUnavailable);
      await expect(client.get('ab'.repeat(20))).rejects.toThrow(/refuses the connection/);
      await expect(client.test()).rejects.toThrow(ClientUnavailable);
    });

    it('is unavailable when something else answers', async () => {
      const server = await serve((_, response) => response.end('<html>a router</html>'));
      const client = open({ url: server.url });
      await expect(client.list()).rejects.toThrow(ClientUnavailable);
      await expect(client.list()).rejects.toThrow(/does not answer as/);
      server.close();
    });

    it('is unavailable with a wrong password, and says so', async () => {
      const client = open({ password: 'wrong' });
      await expect(client.list()).rejects.toThrow(ClientUnavailable);
      await expect(client.test()).rejects.toThrow(subject.wrongPassword);
      await expect(client.pause('ab'.repeat(20))).rejects.toThrow(ClientUnavailable);
    });

    it('downloads a direct link byte for byte, if it takes links', async () => {
      if (!open().protocols.includes('direct')) return;
      const data = randomBytes(2_000_000);
      const server = await serve((_, response) => response.writeHead(200, { 'content-length': data.length }).end(data));
      const link = `${server.url}/Some%20File.bin?key=secret`;
      const request = {
        itemKey: directLinkKey(link),
        title: 'x',
        payload: { kind: 'url', url: link } as const,
        category: null,
        priority: null,
      };
      const { id } = await open().add(request);
      expect(await open().add(request)).toEqual({ id });
      const item = await complete(id);
      expect(item).toMatchObject({
        id,
        itemKeys: [request.itemKey],
        title: 'Some File.bin',
        sizeBytes: 2_000_000,
        progress: 1,
      });
      expect((await readFile(item.outputPath ?? '')).equals(data)).toBe(true);

      await daemon.kill();
      await daemon.restart();
      expect(await complete(id)).toMatchObject({ outputPath: item.outputPath });
      await open().remove(id, { removeData: true });
      expect(await open().get(id)).toBeNull();
      await expect(stat(item.outputPath ?? '')).rejects.toThrow('ENOENT');
      server.close();
    });

    it('says that a direct link failed, and takes it again, if it takes links', async () => {
      if (!open().protocols.includes('direct')) return;
      let up = false;
      const server = await serve((_, response) => (up ? response.end('hello') : response.writeHead(404).end()));
      const link = `${server.url}/file.txt`;
      const request = {
        itemKey: directLinkKey(link),
        title: 'x',
        payload: { kind: 'url', url: link } as const,
        category: null,
        priority: null,
      };
      const { id } = await open().add(request);
      expect((await waitFor(id, 'failed', (item) => item.state === 'failed')).message).toBeTruthy();
      up = true;
      expect(await open().add(request)).toEqual({ id });
      await complete(id);
      server.close();
    });
  });
}

async function serve(answer: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
