import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClientItem } from '../../../src/download-clients/download-client.js';
import { TransmissionClient } from '../../../src/download-clients/transmission/transmission-client.js';
import { until } from '../../support/daemons/process.js';
import { startSeeder, writeFiles, type Seeder } from '../../support/daemons/seeder.js';
import { callTransmission } from '../../support/daemons/transmission-rpc.js';
import { startTransmission, transmissionBinary, type Transmission } from '../../support/daemons/transmission.js';
import { makeTorrent, type MadeTorrent } from '../../support/torrents.js';

const present = transmissionBinary() !== null;
if (!present && process.env['CI'] === 'true') throw new Error('Transmission is not installed');

(present ? describe : describe.skip)('a torrent that Transmission has already, asked for again', () => {
  let daemon: Transmission;
  let seeder: Seeder;
  let client: TransmissionClient;
  beforeAll(async () => {
    [daemon, seeder] = await Promise.all([startTransmission(), startSeeder()]);
    const { url, username, password } = daemon;
    client = new TransmissionClient({ url, username, password, category: null, downloadDir: null });
  });
  afterAll(async () => {
    await Promise.all([daemon?.stop(), seeder?.stop()]);
  });

  const add = ({ infoHash: itemKey, name: title, file }: MadeTorrent) =>
    client.add({ itemKey, title, payload: { kind: 'torrent', file }, category: null, priority: null });
  const waitFor = ({ infoHash, name }: MadeTorrent, state: ClientItem['state']) =>
    until(`${name} is ${state}`, async () => (await client.get(infoHash))?.state === state);
  const whole = async (name: string, sizes: number[]) => {
    const torrent = await seeder.seed(name, sizes);
    await writeFiles(daemon.downloadDir, torrent);
    await add(torrent);
    await waitFor(torrent, 'complete');
    return torrent;
  };
  const path = (...parts: string[]) => join(daemon.downloadDir, ...parts);
  const isThere = async (torrent: MadeTorrent) => {
    await waitFor(torrent, 'complete');
    const files = await client.files(torrent.infoHash);
    for (const [i, file] of files.entries())
      expect((await readFile(file.path)).equals(torrent.files[i]!.data)).toBe(true);
  };

  it('has the ratio that was asked for with it, and keeps it when it is asked for again', async () => {
    const { infoHash: itemKey, name: title, file } = makeTorrent({ name: 'With.A.Goal.mkv', sizes: [100_000] });
    const request = { itemKey, title, payload: { kind: 'torrent', file }, category: 'movies', priority: null } as const;
    const goal = async () => {
      const asked = { ids: [itemKey], fields: ['seedRatioLimit', 'seedRatioMode'] };
      return (await callTransmission<{ torrents: unknown[] }>(daemon, 'torrent-get', asked)).torrents[0];
    };
    await client.add({ ...request, seedGoal: { ratio: 1.5, seedingMinutes: null } });
    expect(await goal()).toEqual({ seedRatioLimit: 1.5, seedRatioMode: 1 });
    await client.add({ ...request, seedGoal: { ratio: 9, seedingMinutes: null } });
    expect(await goal()).toEqual({ seedRatioLimit: 1.5, seedRatioMode: 1 });
    expect(await client.get(itemKey)).toMatchObject({ category: 'movies' });
  });

  it.each(['seeding', 'stopped'])('is fetched again where all its data was deleted by hand, %s', async (how) => {
    const torrent = await whole(`Gone.By.Hand.${how}.mkv`, [300_000]);
    if (how === 'stopped') await client.pause(torrent.infoHash);
    await rm(path(torrent.name));
    await add(torrent);
    await isThere(torrent);
  });

  it.each(['seeding', 'stopped'])('is fetched again where one of its files was deleted, %s', async (how) => {
    const torrent = await whole(`Half.Gone.${how}`, [300_000, 200_000]);
    if (how === 'stopped') await client.pause(torrent.infoHash);
    await rm(path(torrent.name, 'part-2.bin'));
    await add(torrent);
    await isThere(torrent);
  });

  it('is fetched again after the daemon has noticed by itself, at its start, that the data is gone', async () => {
    const torrent = await whole('Gone.At.Start', [300_000, 200_000]);
    await rename(path(torrent.name), path('elsewhere'));
    await daemon.process.stop();
    await daemon.restart();
    await until('it is listed', async () => (await client.get(torrent.infoHash)) !== null);
    await add(torrent);
    await isThere(torrent);
  });

  it('stays as it is where the data is there: complete, and stopped if it was', async () => {
    const torrent = await whole('All.There.mkv', [300_000]);
    await client.pause(torrent.infoHash);
    await add(torrent);
    await waitFor(torrent, 'complete');
    const stopped = makeTorrent({ name: 'Under.Way.mkv', sizes: [300_000] });
    await add(stopped);
    await client.pause(stopped.infoHash);
    await add(stopped);
    await waitFor(stopped, 'paused');
  });
});
