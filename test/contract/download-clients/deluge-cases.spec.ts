import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClientUnavailable, type AddRequest, type ClientItem } from '../../../src/download-clients/download-client.js';
import { DelugeClient } from '../../../src/download-clients/deluge/deluge-client.js';
import { callDeluge, delugeBinaries, startDeluge, type Deluge } from '../../support/daemons/deluge.js';
import { freePort, until } from '../../support/daemons/process.js';
import { startSeeder, writeFiles, type Seeder } from '../../support/daemons/seeder.js';
import { makeTorrent, type MadeTorrent } from '../../support/torrents.js';

const present = delugeBinaries() !== null;
if (!present && process.env['CI'] === 'true') throw new Error('Deluge is not installed');

(present ? describe : describe.skip)('Deluge', () => {
  let deluge: Deluge;
  let seeder: Seeder;
  let client: DelugeClient;
  const open = (options?: { host: string }) => {
    const { url, password } = deluge;
    const settings = { type: 'deluge', url, username: null, password, apiKey: null, category: 'TV', downloadDir: null } as const; // prettier-ignore
    return new DelugeClient(options === undefined ? settings : { ...settings, options });
  };
  const add = ({ infoHash: itemKey, name: title, file }: MadeTorrent, more: Partial<AddRequest> = {}) =>
    client.add({ itemKey, title, payload: { kind: 'torrent', file }, category: null, priority: null, ...more });
  const waitFor = ({ infoHash, name }: MadeTorrent, state: ClientItem['state']) =>
    until(`${name} is ${state}`, async () => {
      const item = await client.get(infoHash);
      return item?.state === state ? item : null;
    });

  beforeAll(async () => {
    [deluge, seeder] = await Promise.all([startDeluge(), startSeeder()]);
    client = open();
  });
  afterAll(async () => {
    await Promise.all([deluge?.stop(), seeder?.stop()]);
  });

  it('makes the label, and adds without starting and with a goal where it is asked to', async () => {
    const torrent = makeTorrent({ name: 'Waiting.mkv', sizes: [100_000] });
    const wishes = { paused: true, priority: 1, seedGoal: { ratio: 1.5, seedingMinutes: null } };
    expect(await add(torrent, wishes)).toEqual({ id: torrent.infoHash });
    expect(await waitFor(torrent, 'paused')).toMatchObject({ category: 'tv' });
    const keys = ['stop_at_ratio', 'stop_ratio'];
    expect(await callDeluge(deluge, 'core.get_torrent_status', torrent.infoHash, keys)).toEqual({
      stop_at_ratio: true,
      stop_ratio: 1.5,
    });
  });

  it('takes it also where its label cannot be set, says so, and says so in the test', async () => {
    const torrent = makeTorrent({ name: 'Odd.Label.mkv', sizes: [100_000] });
    expect(await add(torrent, { category: 'a b!' })).toMatchObject({ note: expect.stringMatching(/letters, digits/) });
    expect(await client.test()).toEqual({ version: expect.any(String), downloadDir: deluge.downloadDir });
  });

  it('takes it also without the Label plug-in, and says that it is switched off', async () => {
    const plain = await startDeluge({ plugins: [] });
    const { url, password } = plain;
    const settings = { type: 'deluge', url, username: null, password, apiKey: null, category: 'tv', downloadDir: null } as const; // prettier-ignore
    const { infoHash: itemKey, file } = makeTorrent({ name: 'No.Label.mkv', sizes: [100_000] });
    const bare = new DelugeClient(settings);
    const added = await bare.add({ itemKey, title: 'x', payload: { kind: 'torrent', file }, category: null, priority: null }); // prettier-ignore
    expect(added).toEqual({ id: itemKey, note: expect.stringMatching(/switched off/) });
    expect((await bare.test()).concerns).toMatchObject([{ step: 'category' }]);
    await plain.stop();
  });

  it.each(['seeding', 'stopped'])('fetches again what is asked for again and was deleted by hand, %s', async (how) => {
    const torrent = await seeder.seed(`Gone.By.Hand.${how}.mkv`, [300_000]);
    await writeFiles(deluge.downloadDir, torrent);
    await add(torrent);
    await waitFor(torrent, 'complete');
    if (how === 'stopped') await client.pause(torrent.infoHash);
    const path = join(deluge.downloadDir, torrent.name);
    await rm(path);
    expect(await add(torrent)).toEqual({ id: torrent.infoHash });
    await until('it is back', async () => (await readFile(path)).equals(torrent.files[0]!.data));
    await waitFor(torrent, 'complete');
  });

  it('is connected to its daemon again after that was away, and tells another session', async () => {
    const before = await client.list().then((items) => items.length);
    const { session } = client;
    await deluge.kill();
    await expect(client.list()).rejects.toThrow(/does not reach its daemon/);
    await deluge.restart();
    await until('all is listed', async () => (await client.list()).length === before);
    expect(client.session).not.toBe(session);
  });

  // The last, since it leaves a daemon behind that is none.
  it('never lists another daemon than the one that is named', async () => {
    const gone = `127.0.0.1:${await freePort()}`;
    await callDeluge(deluge, 'web.add_host', '127.0.0.1', Number(gone.split(':')[1]), 'someone', 'else');
    await expect(open().list()).rejects.toThrow(/name one of them/);
    expect((await open({ host: deluge.host }).list()).length).toBeGreaterThan(0);
    await expect(open({ host: gone }).list()).rejects.toThrow(ClientUnavailable);
    await expect(open({ host: 'elsewhere:1' }).list()).rejects.toThrow(/name one of them/);
    expect((await open({ host: deluge.host }).list()).length).toBeGreaterThan(0);
  });
});
