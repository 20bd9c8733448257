import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type FinishedView } from '../../src/downloads/queries/finished-view.js';
import { until } from '../support/daemons/process.js';
import { writeFiles } from '../support/daemons/seeder.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { callTransmission } from '../support/daemons/transmission-rpc.js';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { makeTorrent } from '../support/torrents.js';

const KB = 1024;

describe('what has ended, with Transmission', () => {
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

  const finished = async () => (await app.api.call('GET', '/downloads/finished')).body['items'] as FinishedView[];
  const finishedOf = async (id: string) => (await finished()).find((each) => each.id === id);
  const post = async (name: string, more: object = {}) => {
    const torrent = makeTorrent({ name, sizes: [64 * KB] });
    const release = { torrent: torrent.file.toString('base64') };
    const begin = async () => String((await app.api.call('POST', '/downloads', { release, ...more })).body['id']);
    return { torrent, begin, path: join(transmission.downloadDir, name) };
  };
  /** Its data are there already, so it completes as soon as they are checked. */
  const completed = async (name: string, more: object = {}) => {
    const { torrent, begin, path } = await post(name, more);
    await writeFiles(transmission.downloadDir, torrent);
    const id = await begin();
    expect((await untilEnded(app.api, id)).status).toBe('completed');
    return { id, path, hash: torrent.infoHash };
  };
  const exists = (path: string) => access(path).then(() => true, () => false); // prettier-ignore
  const hashes = async () => {
    const { torrents } = await callTransmission<{ torrents: { hashString: string }[] }>(transmission, 'torrent-get', {
      fields: ['hashString'],
    });
    return torrents.map(({ hashString }) => hashString);
  };

  it('is kept an eye on until it is removed, without its data', async () => {
    const { id, path, hash } = await completed('Kept.Film.2020.mkv', { seedGoal: { ratio: 2 } });
    const seen = await until('it is seen', async () => {
      const found = await finishedOf(id);
      return found && found.itemStatus !== null && found;
    });
    expect(seen).toMatchObject({ status: 'completed', downloadClientId: hash, itemStatus: 'complete', seedGoal: { ratio: 2 }, toDo: 'keep', removal: null, outputPath: path }); // prettier-ignore
    expect((await app.api.queue()).map((each) => each.id)).not.toContain(id);

    expect((await app.api.call('POST', `/downloads/${id}/remove`)).status).toBe(200);
    await until('it is removed', async () => (await finishedOf(id)) === undefined);
    expect([(await hashes()).includes(hash), await exists(path)]).toEqual([false, true]);
    expect((await typesOf(app.api, id)).slice(2)).toEqual([
      'download.completed',
      'download.removal-requested',
      'download.removed',
    ]);
  });

  it('is removed with its data when that is asked for', async () => {
    const { id, path, hash } = await completed('Unwanted.Film.2020.mkv');
    await app.api.call('POST', `/downloads/${id}/remove`, { removeData: true });
    await until('it is removed', async () => (await finishedOf(id)) === undefined);
    expect([(await hashes()).includes(hash), await exists(path)]).toEqual([false, false]);
    const { body } = await app.api.call('GET', `/history?download=${id}&type=download.removed`);
    expect((body['items'] as { data: unknown }[])[0]!.data).toMatchObject({ reason: 'user', dataRemoved: true });
  });

  it('is noticed when it is removed in the client, also while that was down', async () => {
    const { id, hash } = await completed('Taken.Film.2020.mkv');
    const { id: other } = await completed('Staying.Film.2020.mkv');
    await callTransmission(transmission, 'torrent-remove', { ids: [hash] });
    await transmission.kill();
    await until('it shows', async () => (await finishedOf(id))?.itemStatus === 'client-unavailable');
    await transmission.restart();
    await until('it is gone', async () => (await finishedOf(id)) === undefined, 110_000);
    expect((await typesOf(app.api, id)).at(-1)).toBe('download.removed');
    expect(await finishedOf(other)).toBeDefined();
  });

  it('is removed by itself once its goal is reached, where the client is set so, and not before', async () => {
    const change = async (removeAfterSeeding: boolean) => {
      const { url, username, downloadDir } = transmission;
      const settings = { name: 'nas', type: 'transmission', url, username, downloadDir, removeAfterSeeding };
      expect((await app.api.call('PUT', '/clients/nas', settings)).status).toBe(200);
    };
    const early = await completed('Seeding.Film.2020.mkv', { seedGoal: { ratio: 2 } });
    const { id, hash, path } = await completed('Seeded.Film.2020.mkv', { seedGoal: { ratio: 0 } });
    await until(
      'both are seen',
      async () => (await finishedOf(early.id))?.itemStatus && (await finishedOf(id))?.itemStatus,
    );
    await change(true);
    await until('it is removed', async () => (await finishedOf(id)) === undefined);
    expect([(await hashes()).includes(hash), await exists(path)]).toEqual([false, true]);
    expect(await finishedOf(early.id)).toMatchObject({ toDo: 'seed', seedGoalReached: false });
    await change(false);
  });

  it('is said to have failed by a person: active ones alone, and out of the client by choice', async () => {
    const { torrent, begin } = await post('Fake.Film.2020.mkv');
    const id = await begin();
    await until('the client has it', async () => (await app.api.download(id)).downloadClientId);
    expect((await app.api.call('POST', `/downloads/${id}/remove`)).body['code']).toBe('not-ended');
    const answer = await app.api.call('POST', `/downloads/${id}/fail`, { reason: 'a fake', removeFromClient: true });
    expect([answer.status, answer.body['status'], answer.body['message']]).toEqual([200, 'failed', 'a fake']);
    await until('it is out of the client', async () => !(await hashes()).includes(torrent.infoHash));
    await until('it is removed', async () => (await finishedOf(id)) === undefined);
    expect((await app.api.call('POST', `/downloads/${id}/fail`, { reason: 'again' })).body['code']).toBe('not-active');
  });
});
