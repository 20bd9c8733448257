import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/daemons/process.js';
import { callRTorrent, startRTorrent, type RTorrent } from '../support/daemons/rtorrent.js';
import { writeFiles } from '../support/daemons/seeder.js';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { makeTorrent } from '../support/torrents.js';

describe('a download by rTorrent', () => {
  let app: Ledgarr;
  let rtorrent: RTorrent;
  beforeAll(async () => {
    [app, rtorrent] = await Promise.all([ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }), startRTorrent()]);
    const client = { id: 'seedbox', type: 'rtorrent', url: rtorrent.scgi, category: 'ours' };
    expect((await app.api.call('POST', '/clients', client)).status).toBe(201);
  });
  afterAll(async () => {
    await app?.remove();
    await rtorrent?.stop();
  });

  const completed = async (name: string) => {
    const torrent = makeTorrent({ name, sizes: [64 * 1024] });
    await writeFiles(rtorrent.downloadDir, torrent);
    const release = { torrent: torrent.file.toString('base64') };
    const id = String((await app.api.call('POST', '/downloads', { release })).body['id']);
    expect((await untilEnded(app.api, id)).status).toBe('completed');
    return { id, hash: torrent.infoHash };
  };
  const removed = async (id: string) => {
    expect((await app.api.call('POST', `/downloads/${id}/remove`, { removeData: true })).status).toBe(200);
    await until('it is removed', async () => (await typesOf(app.api, id)).includes('download.removed'));
    const { body } = await app.api.call('GET', `/history?download=${id}&type=download.removed`);
    return (body['items'] as { data: { dataRemoved: boolean } }[])[0]!.data.dataRemoved;
  };
  const isThere = (name: string) => access(join(rtorrent.downloadDir, name)).then(() => true, () => false); // prettier-ignore

  it('is followed to its end, and removed with its data', async () => {
    const { id, hash } = await completed('Night.Harbour.2021.mkv');
    expect(await callRTorrent(rtorrent, 'd.custom1', hash.toUpperCase())).toBe('ours');
    expect([await removed(id), await isThere('Night.Harbour.2021.mkv')]).toEqual([true, false]);
    expect(await callRTorrent(rtorrent, 'download_list', '')).toEqual([]);
  });

  it('keeps data that cannot be seen from here, and does not say that it was removed', async () => {
    const pathMappings = [{ remote: rtorrent.downloadDir, local: '/not/mounted' }];
    const client = { name: 'Seedbox', type: 'rtorrent', url: rtorrent.scgi, category: 'ours', pathMappings };
    expect((await app.api.call('PUT', '/clients/seedbox', client)).status).toBe(200);
    const { id } = await completed('Quiet.Valley.2020.mkv');
    expect([await removed(id), await isThere('Quiet.Valley.2020.mkv')]).toEqual([false, true]);
  });
});
