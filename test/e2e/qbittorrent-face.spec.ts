import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { QBittorrent } from '@ctrl/qbittorrent';
import { until } from '../support/daemons/process.js';
import { writeFiles } from '../support/daemons/seeder.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { callTransmission } from '../support/daemons/transmission-rpc.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { makeTorrent, type MadeTorrent } from '../support/torrents.js';

const KB = 1024;
const fileOf = ({ file }: MadeTorrent) => Uint8Array.from(file);
const exists = (path: string) => access(path).then(() => true, () => false); // prettier-ignore

/** A client that nobody here wrote, before the built service, before a real Transmission. */
describe('the qBittorrent face, for @ctrl/qbittorrent', () => {
  let app: Ledgarr;
  let transmission: Transmission;
  beforeAll(async () => {
    [app, transmission] = await Promise.all([ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }), startTransmission()]);
    const { url, username, password, downloadDir } = transmission;
    const client = { id: 'nas', type: 'transmission', url, username, password, downloadDir };
    expect((await app.api.call('POST', '/clients', client)).status).toBe(201);
  });
  afterAll(async () => {
    await app?.remove();
    await transmission?.stop();
  });

  const program = async (name: string) => {
    const { body } = await app.api.call('POST', '/keys', { name, scopes: ['request'] });
    return new QBittorrent({ baseUrl: `${app.url}/qbittorrent/`, username: name, password: String(body['key']) });
  };
  /** Its data are there already, so it completes once they are checked. */
  const made = async (name: string): Promise<MadeTorrent> => {
    const torrent = makeTorrent({ name, sizes: [64 * KB] });
    await writeFiles(transmission.downloadDir, torrent);
    return torrent;
  };
  const infoOf = async (client: QBittorrent, { infoHash }: MadeTorrent) =>
    (await client.listTorrents({ hashes: infoHash }))[0];
  const untilComplete = (client: QBittorrent, torrent: MadeTorrent) =>
    until('it is complete', async () => {
      const info = await infoOf(client, torrent);
      return info && /UP$|^uploading$/.test(info.state) && info;
    });
  const hashesInTransmission = async () => {
    const fields = { fields: ['hashString'] };
    const { torrents } = await callTransmission<{ torrents: { hashString: string }[] }>(transmission, 'torrent-get', fields); // prettier-ignore
    return torrents.map(({ hashString }) => hashString);
  };
  const untilGone = ({ infoHash }: MadeTorrent) =>
    until('the client has let go of it', async () => !(await hashesInTransmission()).includes(infoHash));

  it('goes through a whole download, from the category to the end of its data', async () => {
    const sonarr = await program('sonarr');
    expect(await sonarr.getApiVersion()).toBe('2.8.19');
    await sonarr.createCategory('tv-sonarr');
    expect(await sonarr.getCategories()).toEqual({ 'tv-sonarr': { name: 'tv-sonarr', savePath: '' } });
    expect((await sonarr.getPreferences()).save_path).toBe(transmission.downloadDir);

    const torrent = await made('Whole.Way.S01E01.720p.mkv');
    const options = { category: 'tv-sonarr', filename: 'Whole.Way.S01E01.720p.torrent', ratioLimit: 1 };
    await sonarr.addTorrent(fileOf(torrent), options);
    expect(await infoOf(sonarr, torrent)).toMatchObject({ category: 'tv-sonarr', name: 'Whole.Way.S01E01.720p', ratio_limit: 1 }); // prettier-ignore
    expect((await sonarr.torrentProperties(torrent.infoHash)).total_size).toBe(64 * KB);

    const path = join(transmission.downloadDir, torrent.name);
    expect(await untilComplete(sonarr, torrent)).toMatchObject({ progress: 1, content_path: path, save_path: transmission.downloadDir, amount_left: 0 }); // prettier-ignore
    expect(await sonarr.torrentFiles(torrent.infoHash)).toMatchObject([{ name: torrent.name, size: 64 * KB, progress: 1 }]); // prettier-ignore
    const all = await sonarr.getAllData();
    expect(all.torrents.map(({ id, isCompleted }) => [id, isCompleted])).toEqual([[torrent.infoHash, true]]);

    await sonarr.removeTorrent(torrent.infoHash, true);
    expect(await sonarr.listTorrents()).toEqual([]);
    await untilGone(torrent);
    expect(await exists(path)).toBe(false);
  });

  it('is stopped in its client where that was asked for, and goes on when it is told to', async () => {
    const client = await program('stops');
    const torrent = makeTorrent({ name: 'Stops.S01E01.720p.mkv', sizes: [64 * KB] });
    await client.addTorrent(fileOf(torrent), { filename: 'Stops.S01E01.720p.torrent', paused: 'true' });
    const statusInClient = async () => {
      const asked = { ids: [torrent.infoHash], fields: ['status'] };
      const { torrents } = await callTransmission<{ torrents: { status: number }[] }>(transmission, 'torrent-get', asked); // prettier-ignore
      return torrents[0]?.status;
    };
    const statusHere = async () => (await app.api.queue()).find(({ itemKey }) => itemKey === torrent.infoHash)?.status;
    await until('it is stopped', async () => (await statusHere()) === 'paused');
    expect([await statusInClient(), (await infoOf(client, torrent))?.state]).toEqual([0, 'pausedDL']);
    await client.resumeTorrent(torrent.infoHash);
    await until('it goes on', async () => (await statusInClient()) !== 0);
    await client.removeTorrent(torrent.infoHash, true);
  });

  it('serves two who ask for the same: one download, and each removal as it was asked', async () => {
    const [one, other] = [await program('one'), await program('other')];
    const torrent = await made('Both.Want.S01E01.720p.mkv');
    const path = join(transmission.downloadDir, torrent.name);
    await Promise.all([
      one.addTorrent(fileOf(torrent), { category: 'tv', filename: 'Both.Want.S01E01.720p.torrent' }),
      other.addMagnet(torrent.magnet, { category: 'shows' }),
    ]);
    await Promise.all([untilComplete(one, torrent), untilComplete(other, torrent)]);
    const begun = (await app.api.history()).filter(({ type, data }) => type === 'download.initiated' && (data as { itemKey?: string }).itemKey === torrent.infoHash); // prettier-ignore
    expect(begun).toHaveLength(1);

    await one.removeTorrent(torrent.infoHash, true);
    expect([await one.listTorrents(), await exists(path)]).toEqual([[], true]);
    expect(await infoOf(other, torrent)).toMatchObject({ category: 'shows', progress: 1, content_path: path });
    // Taken away, as an import does that moves; then its asker is done with it too.
    await rename(path, `${path}.imported`);
    await other.removeTorrent(torrent.infoHash, true);
    await untilGone(torrent);
    expect(await exists(`${path}.imported`)).toBe(true);
  });

  it('keeps the data for one who has imported it into another category, whoever leaves last', async () => {
    const [one, other] = [await program('imports'), await program('removes')];
    const torrent = await made('Imported.Show.S01E01.720p.mkv');
    const path = join(transmission.downloadDir, torrent.name);
    await one.createCategory('imported');
    await one.addTorrent(fileOf(torrent), { category: 'tv', filename: 'Imported.Show.S01E01.720p.torrent' });
    await other.addTorrent(fileOf(torrent), { category: 'tv', filename: 'Imported.Show.S01E01.720p.torrent' });
    await Promise.all([untilComplete(one, torrent), untilComplete(other, torrent)]);
    await one.setTorrentCategory(torrent.infoHash, 'imported');
    expect(await one.listTorrents({ category: 'tv' })).toEqual([]);
    await other.removeTorrent(torrent.infoHash, true);
    await untilGone(torrent);
    expect(await exists(path)).toBe(true);
  });

  it('empties nobody’s list while the client is away, nor when the service itself was killed', async () => {
    const sonarr = await program('patient');
    const [done, waiting] = [await made('Patient.S01E01.720p.mkv'), makeTorrent({ name: 'Patient.S01E02.720p.mkv', sizes: [64 * KB] })]; // prettier-ignore
    await sonarr.addTorrent(fileOf(done), { category: 'tv', filename: 'Patient.S01E01.720p.torrent' });
    await sonarr.addTorrent(fileOf(waiting), { category: 'tv', filename: 'Patient.S01E02.720p.torrent' });
    await untilComplete(sonarr, done);
    await transmission.kill();
    await until('the client is known to be away', async () => (await infoOf(sonarr, waiting))?.state === 'queuedDL');
    const states = async (client: QBittorrent) => {
      const infos = await client.listTorrents({ category: 'tv' });
      return infos.map(({ hash, state, progress }) => [hash, state, progress]);
    };
    const before = await states(sonarr);
    expect(before).toEqual([[done.infoHash, 'stalledUP', 1], [waiting.infoHash, 'queuedDL', 0]]); // prettier-ignore
    await app.kill();
    await app.start();
    // Another port: the cookie of before is good there too.
    const again = QBittorrent.createFromState({ ...sonarr.config, baseUrl: `${app.url}/qbittorrent/` }, sonarr.exportState()); // prettier-ignore
    expect(await states(again)).toEqual(before);
    await transmission.restart();
    await until('the client is back', async () => (await infoOf(again, waiting))?.state !== 'queuedDL');
  });
});
