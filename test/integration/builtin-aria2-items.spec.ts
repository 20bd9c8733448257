import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { builtinClient } from '../../src/download-clients/configured-client.js';
import { type ClientItem } from '../../src/download-clients/download-client.js';
import { openClient } from '../../src/download-clients/open-client.js';
import { type BuiltinAria2, startAria2 } from '../../src/embedded/aria2/aria2.js';
import { directLinkKey } from '../../src/releases/links/direct-link.js';
import { type ReleasePayload } from '../../src/releases/release.js';
import { callAria2 } from '../support/daemons/aria2.js';
import { tempFolder, until } from '../support/daemons/process.js';
import { FileServer } from '../support/file-server.js';
import { makeTorrent, type MadeTorrent } from '../support/torrents.js';

const log = pino({ level: 'silent' });
let folder: Awaited<ReturnType<typeof tempFolder>>;
let files: FileServer;
let aria2: BuiltinAria2;

beforeEach(async () => {
  [folder, files] = await Promise.all([tempFolder('items'), new FileServer().start()]);
  const options = { dataDir: join(folder.path, 'data'), downloadDir: downloadDir(), log };
  aria2 = (await startAria2({ ...options, allowPrivateHosts: ['127.0.0.1'] }))!;
});
afterEach(async () => {
  await aria2.stop();
  files.close();
  await folder.remove();
});

const downloadDir = () => join(folder.path, 'downloads');
const client = () => openClient(builtinClient(aria2.url, aria2.secret, downloadDir()));
const add = async (itemKey: string, payload: ReleasePayload) =>
  (await client().add({ itemKey, title: 'x', payload, category: null, priority: null })).id;
const addTorrent = ({ infoHash, file }: MadeTorrent) => add(infoHash, { kind: 'torrent', file });
const addMagnet = ({ infoHash, magnet }: MadeTorrent) => add(infoHash, { kind: 'magnet', uri: magnet });
const waitFor = (id: string, what: string, is: (item: ClientItem) => boolean) =>
  until(`${id} is ${what}`, async () => {
    const item = await client().get(id);
    return item !== null && is(item) ? item : null;
  });
const complete = (id: string) => waitFor(id, 'complete', ({ state }) => state === 'complete');
const isThere = (path: string) => stat(path).then(() => true, () => false); // prettier-ignore
/** Lays the data down below a folder, as if aria2 had fetched it. */
const lay = async (below: string, torrent: MadeTorrent) => {
  for (const { path, data } of torrent.files) {
    await mkdir(join(below, ...path, '..'), { recursive: true });
    await writeFile(join(below, ...path), data);
  }
};
const ownFolder = ({ infoHash }: MadeTorrent) => join(downloadDir(), infoHash.slice(0, 16));

describe('two torrents of one name in the built-in client', () => {
  it.each([
    ['of one file', 'Same.Name.mkv', [300_000]],
    ['of several', 'Same.Name.S01', [100_000, 200_000]],
  ])('%s are both there, each in a folder of its own', async (_, name, sizes) => {
    const torrents = [makeTorrent({ name, sizes }), makeTorrent({ name, sizes })];
    for (const torrent of torrents) await lay(ownFolder(torrent), torrent);
    for (const torrent of torrents) await addTorrent(torrent);
    for (const torrent of torrents) {
      const { outputPath } = await complete(torrent.infoHash);
      expect(outputPath).toBe(join(ownFolder(torrent), name));
      const [first] = await client().files(torrent.infoHash);
      expect((await readFile(first!.path)).equals(torrent.files[0]!.data)).toBe(true);
    }
  });

  it('are under way side by side, also when one is a magnet', async () => {
    const [one, other, magnet] = [1, 2, 3].map(() => makeTorrent({ name: 'Same.Name.mkv', sizes: [100_000] }));
    await addTorrent(one!);
    await addTorrent(other!);
    await addMagnet(magnet!);
    for (const { infoHash } of [one!, other!])
      await waitFor(infoHash, 'under way', (item) => item.state === 'downloading');
    expect((await client().get(magnet!.infoHash))?.state).toBe('queued');
  });

  it('lose their data one at a time, with all that lies in the folder', async () => {
    const torrents = [1, 2].map(() => makeTorrent({ name: 'Same.Name.S01', sizes: [100_000, 50_000] }));
    for (const torrent of torrents) {
      await lay(ownFolder(torrent), torrent);
      await addTorrent(torrent);
      await complete(torrent.infoHash);
    }
    await writeFile(join(ownFolder(torrents[0]!), 'notes.nfo'), 'notes');
    await client().remove(torrents[0]!.infoHash, { removeData: true });
    expect(await readdir(downloadDir())).toEqual([torrents[1]!.infoHash.slice(0, 16)]);
    expect(await isThere(join(ownFolder(torrents[1]!), 'Same.Name.S01', 'part-2.bin'))).toBe(true);
  });

  it('keep their data when that is wanted, and find it when they are added again', async () => {
    const torrent = makeTorrent({ name: 'Kept.mkv', sizes: [100_000] });
    await lay(ownFolder(torrent), torrent);
    await addTorrent(torrent);
    await complete(torrent.infoHash);
    await client().remove(torrent.infoHash, { removeData: false });
    expect(await readdir(ownFolder(torrent))).toEqual(['Kept.mkv']);
    await addTorrent(torrent);
    await complete(torrent.infoHash);
  });
});

describe('what an earlier version has added beside all others', () => {
  it('is found, stays where it is when it is added again, and is removed alone', async () => {
    const torrent = makeTorrent({ name: 'Before.S01', sizes: [100_000, 50_000] });
    await lay(downloadDir(), torrent);
    await writeFile(join(downloadDir(), 'other.mkv'), 'of somebody else');
    const options = { gid: torrent.infoHash.slice(0, 16), dir: downloadDir(), 'force-save': 'true', 'check-integrity': 'true' }; // prettier-ignore
    await callAria2(aria2, 'aria2.addTorrent', torrent.file.toString('base64'), [], options);
    const before = await complete(torrent.infoHash);
    expect(before.outputPath).toBe(join(downloadDir(), 'Before.S01'));

    await until(
      'it has ended',
      async () => (await callAria2<{ status: string }>(aria2, 'aria2.tellStatus', options.gid)).status === 'complete',
    );
    await addTorrent(torrent);
    expect((await complete(torrent.infoHash)).outputPath).toBe(before.outputPath);
    await client().remove(torrent.infoHash, { removeData: true });
    // aria2 keeps what it was handed under a name that nothing leads back to.
    const left = (await readdir(downloadDir())).filter((name) => !/^[0-9a-f]{40}\.torrent$/.test(name));
    expect(left).toEqual(['other.mkv']);
  });
});

describe('magnets and torrents that nobody has', () => {
  it('do not keep a link that works from being fetched, and say what they wait for', async () => {
    const magnets = Array.from({ length: 55 }, (_, i) => makeTorrent({ name: `Nobody.${i}.mkv`, sizes: [10] }));
    for (const magnet of magnets) await addMagnet(magnet);
    const torrents = Array.from({ length: 55 }, (_, i) => makeTorrent({ name: `Nobody.Too.${i}.mkv`, sizes: [10] }));
    for (const torrent of torrents) await addTorrent(torrent);
    const waiting = (await client().list()).filter(({ message }) => message?.startsWith('Waits for its turn'));
    expect(waiting.length).toBeGreaterThan(0);

    const link = files.file('works.mkv');
    const { outputPath } = await complete(await add(directLinkKey(link), { kind: 'url', url: link }));
    expect((await readFile(outputPath!)).equals(files.bytes)).toBe(true);
    expect((await client().get(magnets[0]!.infoHash))?.message).toMatch(/^Looks for a peer/);
  });
});
