import pg from 'pg';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';

describe('what is secret', () => {
  let app: Ledgarr;
  let database: pg.Client;
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' });
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await app?.remove();
  });

  const client = {
    id: 'nas',
    type: 'transmission',
    url: 'http://admin:SECRET1@127.0.0.1:1/transmission/rpc?token=SECRET2',
  };
  const stored = async () =>
    (await database.query('SELECT url, username, password FROM download_clients WHERE id = $1', ['nas'])).rows;
  const kept = {
    url: 'http://127.0.0.1:1/transmission/rpc?token=SECRET2',
    username: 'admin',
    password: 'SECRET1',
  };

  it('in the address of a client is never shown, and kept when the address comes back as it was shown', async () => {
    const added = await app.api.call('POST', '/clients', client);
    const listed = await app.api.call('GET', '/clients');
    const one = await app.api.call('GET', '/clients/nas');
    expect([added.status, one.body['url'], one.body['username']]).toEqual([
      201,
      'http://127.0.0.1:1/transmission/rpc?token=…',
      'admin',
    ]);
    const tested = await app.api.call('POST', '/clients/nas/test');
    expect(JSON.stringify([added, listed, one, tested, await app.api.call('GET', '/clients')])).not.toContain('SECRET');
    expect(await stored()).toEqual([kept]);

    const { type, url, username } = one.body as Record<string, string>;
    const changed = await app.api.call('PUT', '/clients/nas', { type, url, username, name: 'The NAS' });
    expect([changed.status, changed.body['name'], await stored()]).toEqual([200, 'The NAS', [kept]]);
  });

  it('in the names of a release stays out of the log, the tables and the answers', async () => {
    const link = 'https://t.example/dl?apikey=SECRET3';
    const releases = [
      { release: { magnet: `magnet:?xt=urn:btih:${'1'.repeat(40)}&dn=${encodeURIComponent(`A ${link}`)}` } },
      {
        release: { magnet: `magnet:?xt=urn:btih:${'2'.repeat(40)}` },
        title: `B ${link}`,
        indexer: link,
        category: link,
      },
      {
        release: { magnet: `magnet:?xt=urn:btih:${'3'.repeat(40)}` },
        title: 'C',
        content: { kind: 'movie', mediaId: 'tmdb:3', title: `C ${link}`, year: 2003 },
      },
    ];
    const answers: unknown[] = [];
    for (const release of releases) answers.push(await app.api.call('POST', '/downloads', release));
    answers.push(await app.api.call('POST', '/downloads', releases[2]));
    answers.push(await app.api.call('GET', '/downloads'), await app.api.call('GET', '/history'));
    expect(JSON.stringify(answers)).not.toContain('SECRET');
    expect((await app.api.queue()).map(({ title }) => title).sort()).toEqual([
      'A https://t.example/…',
      'B https://t.example/…',
      'C',
    ]);
    for (const table of [
      'downloads',
      'download_history',
      'download_attempts',
      'download_telemetry',
      'download_client_health',
    ]) {
      const { rows } = await database.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      expect(rows.filter(({ row }) => (row as string).includes('SECRET'))).toEqual([]);
    }
    const { rows: frames } = await database.query<{ frame: Buffer }>('SELECT frame FROM event_store.events');
    expect(frames.length).toBeGreaterThan(3);
    expect(frames.filter(({ frame }) => frame.includes('SECRET'))).toEqual([]);
  });
});
