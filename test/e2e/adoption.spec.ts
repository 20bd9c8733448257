import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { until } from '../support/daemons/process.js';
import { writeFiles } from '../support/daemons/seeder.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { callTransmission } from '../support/daemons/transmission-rpc.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { makeTorrent, type MadeTorrent } from '../support/torrents.js';

describe('what Transmission has and the queue does not know', () => {
  let app: Ledgarr;
  let transmission: Transmission;
  const settings = () => {
    const { url, username, password, downloadDir } = transmission;
    return { name: 'nas', type: 'transmission', url, username, password, downloadDir, category: 'ours' };
  };
  const setPolicy = async (adopt: string) =>
    expect((await app.api.call('PUT', '/clients/nas', { ...settings(), adopt })).status).toBe(200);
  beforeAll(async () => {
    [app, transmission] = await Promise.all([ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }), startTransmission()]);
    expect((await app.api.call('POST', '/clients', { id: 'nas', ...settings(), adopt: 'all' })).status).toBe(201);
  });
  afterAll(async () => {
    await app?.remove();
    await transmission?.stop();
  });

  /** Nobody has any of it, so what is not there already stays incomplete. */
  const torrent = (name: string) => makeTorrent({ name, sizes: [100_000] });
  const addByHand = async (added: MadeTorrent, labels: string[] = []) => {
    await callTransmission(transmission, 'torrent-add', { metainfo: added.file.toString('base64') });
    await callTransmission(transmission, 'torrent-set', { ids: [added.infoHash], labels });
  };
  const removeByHand = (added: MadeTorrent) => callTransmission(transmission, 'torrent-remove', { ids: [added.infoHash] }); // prettier-ignore
  const inQueue = async ({ infoHash }: MadeTorrent): Promise<DownloadView | undefined> =>
    (await app.api.queue()).find(({ downloadClientId }) => downloadClientId === infoHash);
  const adopted = (added: MadeTorrent) => until(`${added.name} is in the queue`, () => inQueue(added));
  /** By the time that another one is adopted, what came before it has had its turn. */
  const otherIsAdopted = async (name: string) => {
    const other = torrent(name);
    await addByHand(other, ['ours']);
    return adopted(other);
  };
  const adoptionOf = async ({ id }: DownloadView) => {
    const { body } = await app.api.call('GET', `/history?download=${id}&type=download.initiated`);
    return (body['items'] as { data: { adoption?: unknown } }[])[0]?.data.adoption;
  };

  it('is taken into the queue with what its name says', async () => {
    const film = torrent('Night.Harbour.2021.1080p.WEB-GRP');
    await addByHand(film);
    const download = await adopted(film);
    expect(download).toMatchObject({
      origin: 'untracked',
      downloadClient: 'nas',
      itemKey: film.infoHash,
      content: { kind: 'movie', mediaId: 'parsed:nightharbour-2021', year: 2021 },
    });
    expect(await adoptionOf(download)).toEqual({ unclaimed: false, note: null });
  });

  it('is marked where another download has the content', async () => {
    const film = torrent('Night.Harbour.2021.2160p.WEB-OTHER');
    await addByHand(film);
    expect(await adoptionOf(await adopted(film))).toMatchObject({ unclaimed: true, note: expect.stringMatching(/has this content already/) }); // prettier-ignore
  });

  it('is left alone when it is complete', async () => {
    const film = torrent('Seeding.Film.2020.mkv');
    await writeFiles(transmission.downloadDir, film);
    await addByHand(film);
    await otherIsAdopted('Later.Film.2020.mkv');
    expect(await inQueue(film)).toBeUndefined();
  });

  it('is left alone with another category, and with the policy to leave all alone', async () => {
    await setPolicy('category');
    const [theirs, unwanted] = [torrent('Theirs.2020.mkv'), torrent('Unwanted.2020.mkv')];
    await addByHand(theirs, ['theirs']);
    await otherIsAdopted('Ours.2020.mkv');
    expect(await inQueue(theirs)).toBeUndefined();
    await setPolicy('none');
    await addByHand(unwanted, ['ours']);
    await setPolicy('all');
    await Promise.all([adopted(theirs), adopted(unwanted)]);
  });

  it('comes back after its end only when it has been seen gone', async () => {
    const film = torrent('Come.Again.2020.mkv');
    await addByHand(film);
    const { id } = await adopted(film);
    await app.api.call('POST', `/downloads/${id}/cancel`, { forget: true });
    await until('it has left the queue', async () => (await inQueue(film)) === undefined);
    await otherIsAdopted('Meanwhile.2020.mkv');
    expect(await inQueue(film)).toBeUndefined();

    // A client that has just come up is not believed to be without it: so this is done until it has been up for a while.
    let rounds = 0;
    const again = await until('it is adopted again', async () => {
      await removeByHand(film);
      await otherIsAdopted(`Round.${rounds++}.2020.mkv`);
      await addByHand(film);
      return until('it is in the queue', () => inQueue(film), 3_000);
    }, 90_000); // prettier-ignore
    expect(again).toMatchObject({ origin: 'untracked', itemKey: film.infoHash });
    expect(again.id).not.toBe(id);
  }, 120_000);
});
