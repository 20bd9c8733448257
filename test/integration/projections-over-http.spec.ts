import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { type NewEvent, type Position } from '../../src/event-store/event-log.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/daemons/process.js';
import { projected } from '../support/items-projection.js';

let app: App;
let log: EsdbEventLog;
let database: pg.Client;

beforeAll(async () => {
  app = await startApp();
  log = new EsdbEventLog(app.eventStoreUrl);
  database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await log?.close();
  await app?.remove();
});

const get = (path: string) => app.api.call('GET', `/projections${path}`);
const post = (path: string, body?: unknown) => app.api.call('POST', `/projections${path}`, body);

const event = (type: string, data: Record<string, unknown>): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: { schemaVersion: '1', commandId: 'c', actor: 'test' },
});

/** An attempt that is over as soon as it is in the log, so that nobody acts on it. */
const writeAttempt = async (
  title: string,
  wait = done,
): Promise<{ id: string; stream: string; position: Position }> => {
  const id = randomUUID();
  const stream = `download-nas.${id}`;
  const nothing = { content: null, category: null, priority: null, indexer: null, sizeBytes: null, releaseRef: null };
  const initiated = { client: 'nas', itemKey: id, downloadClientId: null, protocol: 'torrent', ...nothing };
  const events = [
    event('download.initiated', { downloadId: id, title, origin: 'request', retryOf: null, ...initiated }),
    event('download.failed', { downloadId: id, reason: 'user', message: null }),
  ];
  const { position } = await log.append(stream, events, 'no-stream');
  await wait(position);
  return { id, stream, position };
};
const done = (position: Position) => projected(app.databaseUrl, 'history', position);
const titles = async () =>
  (await database.query<{ title: string }>('SELECT title FROM download_attempts ORDER BY title')).rows.map(
    ({ title }) => title,
  );
const texts = ({ commit, prepare }: Position) => ({ commit: String(commit), prepare: String(prepare) });

/** What has become of the job that an answer names. */
const finished = async ({ status, body }: Awaited<ReturnType<typeof post>>) => {
  expect(status).toBe(202);
  return until('the end of the rebuild', async () => {
    const job = (await get(`/rebuilds/${String(body['id'])}`)).body;
    return job['state'] === 'running' ? undefined : job;
  });
};

const UNKNOWN = { status: 404, body: expect.objectContaining({ code: 'not-found' }) };

describe('projections over HTTP', () => {
  it('are listed, and shown one by one', async () => {
    const { position } = await writeAttempt('a');
    await projected(app.databaseUrl, 'downloads', position);
    await projected(app.databaseUrl, 'finished', position);
    const status = (name: string) => ({
      name,
      version: expect.any(Number),
      state: 'running',
      position: texts(position),
      lagEvents: 0,
      lagSeconds: 0,
      eventsPerSecond: expect.any(Number),
      runner: expect.any(String),
      parked: 0,
      rebuild: null,
    });
    expect(await get('')).toEqual({
      status: 200,
      body: { items: [status('downloads'), status('history'), status('finished')], total: 3, nextCursor: null },
    });
    expect(await get('/history')).toEqual({ status: 200, body: status('history') });
  });

  it('are compared with the log by a dry run, which changes nothing, and mended by a rebuild', async () => {
    await database.query(`UPDATE download_attempts SET title = 'doctored' WHERE title = 'a'`);
    const { rows } = await database.query<{ id: string }>('SELECT id FROM download_attempts');
    const dryRun = await finished(await post('/history/rebuild', { dryRun: true }));
    const sample = { in: 'download_attempts', key: { id: rows[0]!.id }, column: 'title', table: 'doctored', log: 'a' };
    const difference = { missing: 0, extra: 0, changed: 1, samples: [sample] };
    expect(dryRun).toMatchObject({ state: 'done', projections: ['history'], dryRun: true, error: null });
    expect(dryRun['results']).toEqual([{ name: 'history', events: 2, seconds: expect.any(Number), parked: 0, conflicts: 0, difference }]); // prettier-ignore
    expect(await titles()).toEqual(['doctored']);
    const rebuilt = await finished(await post('/rebuild'));
    const whole = { events: 2, parked: 0, conflicts: 0, difference: null };
    expect(rebuilt['results']).toMatchObject([
      { name: 'downloads', ...whole },
      { name: 'history', ...whole },
      { name: 'finished', ...whole },
    ]);
    expect(await titles()).toEqual(['a']);
    expect((await get('/rebuilds')).body).toMatchObject({
      total: 2,
      items: [{ id: rebuilt['id'] }, { id: dryRun['id'] }],
    });
  });

  it('are rebuilt once at a time', async () => {
    const lock = `hashtextextended('ledgarr rebuild history', 0)`;
    await database.query(`SELECT pg_advisory_lock(${lock})`);
    expect(await post('/history/rebuild')).toMatchObject({ status: 409, body: { code: 'rebuild-running' } });
    expect((await get('/history')).body).toMatchObject({ state: 'rebuilding' });
    await database.query(`SELECT pg_advisory_unlock(${lock})`);
    expect((await get('/history')).body).toMatchObject({ state: 'running' });
  });

  it('let a rebuild be stopped, which leaves the tables as they were', async () => {
    // A reader that does not end keeps the swap from its tables.
    await database.query('BEGIN; SELECT 1 FROM download_attempts');
    const { body: job } = await post('/history/rebuild');
    expect(job).toMatchObject({ state: 'running', endedAt: null, results: null });
    expect((await post(`/rebuilds/${String(job['id'])}/stop`)).body).toMatchObject({ state: 'stopped', results: null });
    await database.query('COMMIT');
    expect(await titles()).toEqual(['a']);
    expect(await get(`/rebuilds/${randomUUID()}`)).toEqual(UNKNOWN);
  });

  it('can be paused, which health tells and no command waits for, wound back and resumed', async () => {
    expect(await post('/history/pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
    const ready = await fetch(`${app.url}/health/ready`, { headers: { 'X-Api-Key': app.key } });
    expect([ready.status, await ready.json()]).toMatchObject([503, { problems: ['the projection history is paused'] }]);
    const { stream } = await writeAttempt('later', () => Promise.resolve());
    expect(await titles()).toEqual(['a']);
    expect((await get('/history')).body).toMatchObject({ state: 'paused', lagEvents: 2 });
    const { events } = await log.readStream(stream);
    const ahead = { to: texts(events[1]!.position) };
    expect(await post('/history/rewind', ahead)).toMatchObject({ status: 409, body: { code: 'not-past-that' } });
    expect(await post('/history/rewind', { to: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 200,
      body: { events: 0 },
    });
    expect(await titles()).toEqual([]);
    expect(await post('/downloads/rewind', { to: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 409, body: { code: 'not-rewindable' } }); // prettier-ignore
    expect(await post('/history/rewind', { to: 'yesterday' })).toMatchObject({ status: 400 });
    expect(await post('/history/resume')).toMatchObject({ status: 200 });
    await done(events[1]!.position);
    expect(await titles()).toEqual(['a', 'later']);
  });

  it('show the events that they could not take, until they are retried', async () => {
    await database.query(`ALTER TABLE download_attempts ADD CONSTRAINT no_b CHECK (title <> 'b')`);
    const { id, stream } = await writeAttempt('b');
    const { body } = await get('/history/parked');
    expect(body).toMatchObject({ total: 2, nextCursor: null });
    expect(body['items']).toMatchObject([
      {
        stream,
        type: 'download.initiated',
        error: expect.stringContaining('no_b'),
        attempts: 1,
        data: { downloadId: id },
      },
      { stream, type: 'download.failed', error: null, attempts: 0 },
    ]);
    expect((await get('/history')).body).toMatchObject({ parked: 2, lagEvents: 0 });
    expect(await post('/history/parked/retry')).toEqual({ status: 200, body: { applied: 0, parked: 2 } });
    await database.query('ALTER TABLE download_attempts DROP CONSTRAINT no_b');
    const elsewhere = { stream: 'download-nas.other' };
    expect(await post('/history/parked/retry', elsewhere)).toEqual({ status: 200, body: { applied: 0, parked: 0 } });
    expect(await post('/history/parked/retry', { stream })).toEqual({ status: 200, body: { applied: 2, parked: 0 } });
    expect((await get('/history/parked')).body).toEqual({ items: [], total: 0, nextCursor: null });
    expect(await titles()).toEqual(['a', 'b', 'later']);
  });

  it('pass over an event that is skipped, also in a rebuild', async () => {
    const bad = event('download.accepted', { downloadId: 'of a kind that nobody reads' });
    const { position } = await log.append('download-nas.bad', [bad], 'no-stream');
    await done(position);
    expect((await get('/history/parked')).body).toMatchObject({ total: 1, items: [{ eventId: bad.id }] });
    expect(await get(`/history/parked/${bad.id}`)).toMatchObject({
      status: 200,
      body: { eventId: bad.id, data: bad.data },
    });
    expect(await post(`/history/parked/${bad.id}/skip`)).toEqual({ status: 200, body: { skipped: bad.id } });
    expect(await post(`/history/parked/${bad.id}/skip`)).toEqual(UNKNOWN);
    expect((await finished(await post('/history/rebuild')))['results']).toMatchObject([{ parked: 0 }]);
    expect((await get('/history/parked')).body).toMatchObject({ total: 0 });
    expect((await get('/downloads/parked')).body).toMatchObject({ total: 1, items: [{ eventId: bad.id }] });
  });

  it.each([
    ['GET', ''],
    ['POST', '/rebuild'],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['GET', '/parked'],
    ['POST', '/parked/retry'],
    ['POST', `/parked/${randomUUID()}/skip`],
  ])('are not found under another name: %s /projections/nothing%s', async (method, path) => {
    expect(await app.api.call(method, `/projections/nothing${path}`)).toEqual(UNKNOWN);
  });
});
