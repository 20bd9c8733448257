import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { seed, type Seed } from '../support/seed.js';
import { until } from '../support/daemons/process.js';
import { type Seeder, startSeeder } from '../support/daemons/seeder.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { makeTorrent } from '../support/torrents.js';

const MB = 1024 * 1024;
const UNHURRIED = 1_000 * MB;
const base64 = (file: Uint8Array) => Buffer.from(file).toString('base64');

describe('the built-in client', () => {
  let app: Ledgarr;
  let seeder: Seeder;
  const seeds: Seed[] = [];
  beforeAll(async () => {
    [app, seeder] = await Promise.all([ledgarr(), startSeeder()]);
  });
  afterAll(async () => {
    seeds.forEach((each) => each.close());
    await app?.remove();
    await seeder?.stop();
  });
  const seeded = async (name: string, size: number, rate: number) => {
    const made = await seed(name, size, rate);
    seeds.push(made);
    return made;
  };

  it('brings a torrent of 20 MB from a client that seeds it, byte for byte', async () => {
    const torrent = await seeder.seed('The.Quiet.Harbour.2021.mkv', [20 * MB]);
    const posted = await app.api.call('POST', '/downloads', { release: { torrent: base64(torrent.file) } });
    expect(posted.status).toBe(201);
    expect(posted.body).toMatchObject({
      title: 'The.Quiet.Harbour.2021.mkv',
      itemKey: torrent.infoHash,
      downloadClient: 'builtin',
      protocol: 'torrent',
      sizeBytes: 20 * MB,
    });
    const id = String(posted.body['id']);
    expect((await app.api.queue()).map((each) => each.id)).toContain(id);

    const ended = await untilEnded(app.api, id);
    expect(ended).toMatchObject({ status: 'completed', progress: 1, sizeBytes: 20 * MB });
    expect((await readFile(ended.outputPath!)).equals(torrent.files[0]!.data)).toBe(true);
    expect(await typesOf(app.api, id)).toEqual(['download.initiated', 'download.accepted', 'download.completed']);
    expect((await app.api.queue()).map((each) => each.id)).not.toContain(id);
  });

  it('brings a direct link, byte for byte', async () => {
    const made = await seeded('Copper.Sky.2019.mkv', 5 * MB, UNHURRIED);
    const { status, body } = await app.api.call('POST', '/downloads', { release: { url: made.link } });
    expect([status, body['protocol'], body['title']]).toEqual([201, 'direct', 'Copper.Sky.2019.mkv']);
    const ended = await untilEnded(app.api, String(body['id']));
    expect(ended.status).toBe('completed');
    expect((await readFile(ended.outputPath!)).equals(made.bytes)).toBe(true);
    expect(await typesOf(app.api, ended.id)).toEqual(['download.initiated', 'download.accepted', 'download.completed']);
    const { body: events } = await app.api.call('GET', `/downloads/${ended.id}/events`);
    expect((events['items'] as { type: string }[]).map(({ type }) => type)).toEqual(await typesOf(app.api, ended.id));
  });

  it('gives 20 simultaneous requests for one torrent one download', async () => {
    const { file, infoHash } = makeTorrent({ name: 'Wanted.By.Twenty.2020', sizes: [MB] });
    const body = { release: { torrent: base64(file) } };
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.api.call('POST', '/downloads', body)));
    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    const id = created[0]!.body['id'];
    const refused = answers.filter(({ status }) => status !== 201);
    expect(
      refused.map(({ status, body: problem }) => [status, problem['code'], (problem['existing'] as { id: string }).id]),
    ).toEqual(Array.from({ length: 19 }, () => [409, 'duplicate-download', id]));
    expect(refused[0]!.body['detail']).toMatch(/existing/);
    expect((await app.api.queue()).filter(({ itemKey }) => itemKey === infoHash)).toHaveLength(1);
    await app.api.call('POST', `/downloads/${id}/cancel`, {});
    expect((await untilEnded(app.api, String(id))).status).toBe('cancelled');
  });

  it('pauses, resumes, cancels and tries again', async () => {
    const made = await seeded('Slow.Water.2013.mkv', 60 * MB, 4 * MB);
    const { body } = await app.api.call('POST', '/downloads', { release: { url: made.link } });
    const id = String(body['id']);
    await until('it goes', async () => (await app.api.download(id)).status === 'downloading');

    expect((await app.api.call('POST', `/downloads/${id}/pause`)).body['status']).toBe('paused');
    expect((await app.api.call('POST', `/downloads/${id}/pause`)).status).toBe(200);
    await until('the client says so', async () => (await app.api.download(id)).downloadSpeed === 0);
    expect((await app.api.call('POST', `/downloads/${id}/resume`)).body['status']).toMatch(/queued|downloading/);
    expect((await app.api.call('POST', `/downloads/${id}/retry`)).body['code']).toBe('still-active');

    expect((await app.api.call('POST', `/downloads/${id}/cancel`, { removeData: true })).status).toBe(200);
    expect((await untilEnded(app.api, id)).status).toBe('cancelled');
    expect((await app.api.call('POST', `/downloads/${id}/pause`)).body['code']).toBe('not-active');
    expect(await typesOf(app.api, id)).toEqual([
      'download.initiated',
      'download.accepted',
      'download.paused',
      'download.resumed',
      'download.cancellation-requested',
      'download.cancelled',
    ]);

    const retried = await app.api.call('POST', `/downloads/${id}/retry`);
    expect([retried.status, retried.body['retryOf'], retried.body['origin']]).toEqual([201, id, 'retry']);
    const again = String(retried.body['id']);
    await until('it goes again', async () => (await app.api.download(again)).status === 'downloading');
    await app.api.call('POST', `/downloads/${again}/cancel`, { forget: true });
    expect((await app.api.download(again)).status).toBe('cancelled');
  });

  it.each([
    ['a malformed magnet', { release: { magnet: 'magnet:?xt=urn:btih:nonsense' } }, 422, 'invalid-release'],
    ['10 MB of zeros', { release: { torrent: base64(Buffer.alloc(10 * MB)) } }, 422, 'invalid-release'],
    [
      'an unknown client',
      { release: { magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}` }, client: 'nobody' },
      422,
      'no-client-available',
    ],
    ['a body of wrong types', { release: { magnet: 7 }, force: 'yes' }, 400, 'invalid-input'],
    ['a field that there is not', { release: { magnet: 'magnet:?' }, colour: 'red' }, 400, 'invalid-input'],
    ['two releases', { release: { magnet: 'magnet:?', url: 'http://a' } }, 400, 'invalid-input'],
    ['nothing', undefined, 400, 'invalid-input'],
    ['an address that is nobody', { release: { url: 'http://127.0.0.1:1/x' } }, 502, 'release-unreachable'],
    ['a file of this machine', { release: { url: 'file:///etc/passwd' } }, 422, 'invalid-release'],
  ])('answers %s with a problem, and appends nothing', async (_, body, status, code) => {
    const before = (await app.api.call('GET', '/history')).body['total'];
    const answer = await app.api.call('POST', '/downloads', body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.body['detail']).toEqual(expect.any(String));
    expect((await app.api.call('GET', '/history')).body['total']).toBe(before);
  });

  it('names every field that is wrong', async () => {
    const { body } = await app.api.call('POST', '/downloads', {
      release: { magnet: 'magnet:?' },
      priority: 'high',
      force: 1,
    });
    expect((body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(['priority', 'force']);
  });

  it('takes odd characters for what they are worth', async () => {
    const magnet = `magnet:?xt=urn:btih:${'b'.repeat(40)}&dn=%00`;
    const content = { kind: 'movie', mediaId: 'tmdb:odd', title: 'half \ud800 a pair' };
    const { status, body } = await app.api.call('POST', '/downloads', { release: { magnet }, content });
    expect([status, body['title']]).toEqual([201, 'b'.repeat(40)]);
    expect((await app.api.download(String(body['id']))).content).toEqual({ ...content, title: 'half   a pair' });
    await app.api.call('POST', `/downloads/${String(body['id'])}/cancel`, { forget: true });
  });

  it('knows an unknown download for unknown', async () => {
    const answer = await app.api.call('GET', '/downloads/0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01');
    expect([answer.status, answer.body['code']]).toEqual([404, 'not-found']);
  });

  it('lets nobody in without the key', async () => {
    const paths = ['/api/v1/downloads', '/api/v1/history', '/api/v1/clients', '/api/v1/projections', '/health/ready'];
    const base = app.url;
    const attempts: Record<string, string>[] = [{}, { 'X-Api-Key': 'wrong' }, { Authorization: 'Bearer wrong' }];
    for (const headers of attempts) {
      const answers = await Promise.all(paths.map((path) => fetch(base + path, { headers })));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 401));
      expect(answers[0]!.headers.get('content-type')).toMatch('application/problem+json');
    }
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
  });

  it('answers a repeat of the same Idempotency-Key with the same download', async () => {
    const magnet = `magnet:?xt=urn:btih:${'b'.repeat(40)}`;
    const post = (body: object) => app.api.call('POST', '/downloads', body, { 'Idempotency-Key': 'once' });
    const [one, two] = await Promise.all([post({ release: { magnet } }), post({ release: { magnet } })]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
    expect(await post({ release: { magnet } })).toEqual(one);
    const other = await post({ release: { magnet }, priority: 3 });
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency-mismatch']);
    await app.api.call('POST', `/downloads/${String(one.body['id'])}/cancel`, { forget: true });
  });
});

describe('Transmission', () => {
  let app: Ledgarr;
  let seeder: Seeder;
  let transmission: Transmission;
  beforeAll(async () => {
    [app, seeder, transmission] = await Promise.all([
      ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }),
      startSeeder(),
      startTransmission(),
    ]);
    const { url, username, password } = transmission;
    const client = { id: 'transmission-nas', name: 'NAS', type: 'transmission', url, username, password };
    const added = await app.api.call('POST', '/clients', { ...client, downloadDir: transmission.downloadDir });
    expect(added.status).toBe(201);
    expect(JSON.stringify(added.body)).not.toContain(password);
  });
  afterAll(async () => {
    await app?.remove();
    await seeder?.stop();
    await transmission?.stop();
  });

  it('is stopped in mid-download: only its health changes, and it goes on afterwards', async () => {
    const torrent = await seeder.seed('Wide.Plains.2017', [3 * MB, 2 * MB], 200_000);
    const { body } = await app.api.call('POST', '/downloads', { release: { torrent: base64(torrent.file) } });
    const id = String(body['id']);
    await until('it goes', async () => (await app.api.download(id)).progress > 0);
    expect((await app.api.download(id)).downloadClientId).toBe(torrent.infoHash);
    await transmission.kill();
    await until('it shows', async () => (await app.api.download(id)).status === 'client-unavailable');
    const { body: client } = await app.api.call('GET', '/clients/transmission-nas');
    expect(client['health']).toMatchObject({
      state: 'down',
      lastError: expect.any(String),
      retryAt: expect.any(String),
    });
    expect(await typesOf(app.api, id)).toEqual(['download.initiated', 'download.accepted']);

    await seeder.unthrottle(torrent);
    await transmission.restart();
    const ended = await untilEnded(app.api, id);
    expect(ended.status).toBe('completed');
    expect(await typesOf(app.api, id)).toEqual(['download.initiated', 'download.accepted', 'download.completed']);
    const { body: well } = await app.api.call('GET', '/clients/transmission-nas');
    expect(well['health']).toMatchObject({ state: 'up' });
  });

  it('loses an item behind our back: after two looks, it is cancelled', async () => {
    const { file } = makeTorrent({ name: 'Lost.Signal.2018', sizes: [MB] });
    const { body } = await app.api.call('POST', '/downloads', { release: { torrent: base64(file) } });
    const id = String(body['id']);
    await until('it is followed', async () => (await app.api.download(id)).status === 'downloading');
    await removeBehindOurBack(transmission, String(body['itemKey']));
    const ended = await untilEnded(app.api, id);
    expect([ended.status, ended.message]).toEqual(['cancelled', 'removed-from-client']);
  });

  it('has one row for an item, by the database itself', async () => {
    const database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    const insert = (id: string) =>
      database.query(
        `INSERT INTO downloads (id, stream, download_client, download_client_id, item_key, status, title, initiated_at, updated_at)
         VALUES ($1, 's', 'c', 'x', 'x', 'queued', 't', now(), now())`,
        [id],
      );
    await insert('0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01');
    await expect(insert('0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a02')).rejects.toThrow('downloads_client_item_unique');
    await database.query(`DELETE FROM downloads WHERE download_client = 'c'`);
    await database.end();
  });
});

async function removeBehindOurBack({ url, username, password }: Transmission, hash: string): Promise<void> {
  const call = (session: string) =>
    fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'X-Transmission-Session-Id': session,
      },
      body: JSON.stringify({ method: 'torrent-remove', arguments: { ids: [hash] } }),
    });
  const first = await call('');
  const answer = await call(first.headers.get('x-transmission-session-id') ?? '');
  expect(answer.status).toBe(200);
}
