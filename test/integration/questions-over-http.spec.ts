import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { type RefusalView } from '../../src/downloads/queries/list-refusals.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/daemons/process.js';
import { ask, magnetOf, movie } from '../support/requests.js';

let app: App;
beforeAll(async () => {
  app = await startApp();
  await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
});
afterAll(() => app?.remove());

const get = (path: string) => app.api.call('GET', path);
const post = (path: string, body: object) => app.api.call('POST', path, body);
const begin = async (name: string, more: object = {}) => (await ask(app.api, name, { ...more })).download;
const itemsOf = async <T>(path: string) => (await get(path)).body['items'] as T[];
const position = {
  commit: expect.stringMatching(/^\d+$/) as string,
  prepare: expect.stringMatching(/^\d+$/) as string,
};

describe('a command', () => {
  it('answers with the place of its event in the log, and with none where nothing new happened', async () => {
    const { body } = await post('/downloads', { release: { magnet: magnetOf('Placed') } });
    expect(body).toMatchObject({ status: 'submitting', position });
    const events = await itemsOf<{ position: object }>(`/downloads/${body['id'] as string}/events`);
    expect(events.map((event) => event.position)).toEqual([body['position']]);
    const cancelled = await post(`/downloads/${body['id'] as string}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: 'cancelling', position });
    expect((await post(`/downloads/${body['id'] as string}/cancel`, {})).body['position']).toBeNull();
  });

  it('repeated under its key gets the same answer, place and all', async () => {
    const [body, key] = [{ release: { magnet: magnetOf('Keyed') } }, { 'Idempotency-Key': 'k' }];
    const first = await app.api.call('POST', '/downloads', body, key);
    expect(first.body).toMatchObject({ position });
    expect(await app.api.call('POST', '/downloads', body, key)).toEqual(first);
  });
});

describe('a refusal', () => {
  it('carries the whole download that is in the way, and whether force passes it', async () => {
    const { id } = await begin('Whole', { content: movie('Whole') });
    const same = await post('/downloads', { release: { magnet: magnetOf('Whole') } });
    const { body: whole } = await get(`/downloads/${id}`);
    // Who waits for it is told where it is asked for by itself.
    const { askers: _, ...body } = whole;
    expect(same).toMatchObject({ status: 409, body: { code: 'duplicate-download', forceable: false, existing: body } });
    const other = { release: { magnet: magnetOf('Whole again') }, content: movie('Whole') };
    expect(await post('/downloads', other)).toMatchObject({ status: 409, body: { forceable: true, existing: { id } } });
    expect((await post('/downloads', { ...other, force: true })).status).toBe(201);
  });
});

describe('a preview', () => {
  const preview = async (body: object, query = '') => (await post(`/downloads/preview${query}`, body)).body;

  it('is the verdict on a request that could be sent', async () => {
    const release = { magnet: `${magnetOf('Fresh.Film.2019.1080p')}&dn=Fresh.Film.2019.1080p.WEB-DL` };
    const seen = await preview({ release, content: 'parse' });
    expect(seen).toMatchObject({ verdict: 'ok', refusal: null, protocol: 'torrent', client: 'nobody' });
    expect(seen['itemKey']).toMatch(/^[0-9a-f]{40}$/);
    expect(seen['parsed']).toEqual(seen['content']);
  });

  it('is a refusal that the request itself would get, and has no effect', async () => {
    const { id } = await begin('Seen', { content: movie('Seen') });
    const before = [await get('/downloads'), await get('/history')];
    for (const release of [{ magnet: magnetOf('Seen') }, { magnet: magnetOf('Seen otherwise') }]) {
      const request = { release, content: movie('Seen') };
      const { verdict, refusal } = await preview(request);
      expect(verdict).toBe('refused');
      const { body } = await post('/downloads', request);
      expect(refusal).toEqual(body);
      expect(body).toMatchObject({ existing: { id } });
    }
    expect(await preview({ release: { magnet: 'magnet:?dn=nothing' } })).toMatchObject({
      verdict: 'refused',
      refusal: { status: 422, code: 'invalid-release', forceable: false },
    });
    expect(await preview({ release: { magnet: magnetOf('X') }, client: 'none' })).toMatchObject({
      refusal: { code: 'no-client-available' },
    });
    expect([await get('/downloads'), await get('/history')]).toEqual(before);
  });

  it('fetches no link unless it is asked to', async () => {
    const release = { url: 'http://127.0.0.1:9/film.torrent' };
    expect(await preview({ release })).toMatchObject({
      verdict: 'unknown',
      refusal: null,
      itemKey: null,
      client: null,
    });
    expect(await preview({ release }, '?fetch=true')).toMatchObject({
      verdict: 'refused',
      refusal: { code: 'invalid-release' },
    });
    expect((await post('/downloads/preview?fetsh=true', { release })).body['detail']).toContain('fetsh');
  });
});

describe('a bulk action', () => {
  it('has a result for each id, in their order', async () => {
    const [one, two] = [await begin('Bulk one'), await begin('Bulk two')];
    const unknown = '00000000-0000-4000-8000-000000000000';
    const { status, body } = await post('/downloads/bulk', {
      action: 'cancel',
      forget: true,
      ids: [two.id, unknown, one.id],
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      results: [
        { id: two.id, ok: true, status: 'cancelled', begun: null, problem: null },
        { id: unknown, ok: false, status: null, begun: null, problem: expect.objectContaining({ status: 404, code: 'not-found' }) as object },
        { id: one.id, ok: true, status: 'cancelled', begun: null, problem: null },
      ],
      position,
    }); // prettier-ignore
    const again = (await post('/downloads/bulk', { action: 'cancel', ids: [one.id] })).body;
    expect(again).toMatchObject({
      results: [{ ok: false, status: 'cancelled', problem: { code: 'not-active' } }],
      position: null,
    });

    const retried = (await post('/downloads/bulk', { action: 'retry', ids: [one.id] })).body;
    const [{ begun }] = retried['results'] as [{ begun: string }];
    expect(retried).toMatchObject({ results: [{ id: one.id, ok: true, status: 'cancelled' }], position });
    const chain = (id: string) => itemsOf<{ id: string; retryOf: string | null }>(`/downloads/${id}/attempts`);
    expect((await chain(one.id)).map(({ id, retryOf }) => [id, retryOf])).toEqual([[one.id, null], [begun, one.id]]); // prettier-ignore
    expect(await chain(begun)).toEqual(await chain(one.id));
  });

  it.each<[object, string]>([
    [{ action: 'pause', ids: [] }, 'ids'],
    [{ action: 'pause', ids: ['x'] }, 'ids.0'],
    [{ action: 'jump', ids: ['00000000-0000-4000-8000-000000000000'] }, 'action'],
    [{ action: 'pause', forget: true, ids: ['00000000-0000-4000-8000-000000000000'] }, 'action'],
    [{ action: 'pause', ids: Array.from({ length: 2 }, () => '00000000-0000-4000-8000-000000000000') }, 'ids'],
    [{ action: 'pause', ids: Array.from({ length: 1_001 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`) }, 'ids'],
  ])('names the field at fault: %#', async (body, field) =>
    expect(await post('/downloads/bulk', body)).toMatchObject({ status: 400, body: { errors: [{ field }] } }),
  ); // prettier-ignore
});

describe('the events of a download', () => {
  it('are its own and its claims, with their places, in pages', async () => {
    const { id } = await begin('Told', { content: movie('Told') });
    await post(`/downloads/${id}/cancel`, { forget: true });
    type Event = {
      id: string;
      type: string;
      stream: string;
      schemaVersion: number;
      stored: unknown;
      recordedAt: string;
    };
    const all = await itemsOf<Event>(`/downloads/${id}/events`);
    expect(all.map(({ type }) => type)).toEqual(['content.claimed', 'download.initiated', 'download.cancelled']);
    expect(all.map(({ stream }) => stream.split('.')[0])).toEqual([
      'content-movie',
      'download-nobody',
      'download-nobody',
    ]);
    expect(all[1]).toMatchObject({
      position,
      actor: expect.any(String),
      stored: null,
      schemaVersion: expect.any(Number),
    });
    const first = (await get(`/downloads/${id}/events?limit=2`)).body;
    expect(first).toMatchObject({ items: all.slice(0, 2), total: 3 });
    const second = (await get(`/downloads/${id}/events?limit=2&cursor=${first['nextCursor'] as string}`)).body;
    expect(second).toEqual({ items: all.slice(2), total: 3, nextCursor: null });
  });
});

describe('what was refused', () => {
  it('is listed, the last first, and the same again is counted', async () => {
    const { id } = await begin('Wanted', { content: movie('Wanted') });
    for (let i = 0; i < 3; i++)
      await begin('Wanted', { content: movie('Wanted'), title: 'Wanted.1080p', indexer: 'an indexer' });
    await ask(app.api, 'Other', { content: movie('Wanted'), title: 'Other' });
    const listed = await until('all of it', async () => {
      const items = await itemsOf<RefusalView>(`/refusals?existing=${id}`);
      return items.reduce((sum, { times }) => sum + times, 0) === 4 ? items : undefined;
    });
    expect(listed.map(({ title, times, forceable }) => [title, times, forceable])).toEqual([
      ['Other', 1, true],
      ['Wanted.1080p', 3, false],
    ]);
    expect(listed[1]).toMatchObject({ code: 'duplicate-download', indexer: 'an indexer', content: movie('Wanted') });
    expect(listed[1]!.firstAt < listed[1]!.lastAt).toBe(true);
    const first = (await get(`/refusals?existing=${id}&limit=1`)).body;
    expect(first).toMatchObject({ items: [{ title: 'Other' }], total: 2 });
    const second = (await get(`/refusals?existing=${id}&limit=1&cursor=${first['nextCursor'] as string}`)).body;
    expect(second).toMatchObject({ items: [{ title: 'Wanted.1080p' }], nextCursor: null });
    expect((await get(`/refusals?code=invalid-release&existing=${id}`)).body['total']).toBe(0);
    expect((await get('/refusals?cod=x')).body['detail']).toContain('cod');
  });
});

describe('figures of the history', () => {
  it('are counts by time, and when it began and ended', async () => {
    await begin('Counted');
    const { body: bounds } = await get('/history/bounds');
    const from = '2026-01-01T00:00:00Z';
    const { body } = await get(`/history/histogram?from=${from}&bucket=month&by=type`);
    const buckets = body['buckets'] as { at: string; counts: Record<string, number>; total: number }[];
    const total = (await get('/history')).body['total'];
    expect(buckets.reduce((sum, bucket) => sum + bucket.total, 0)).toBe(total);
    expect(buckets.at(-1)!.counts['download.initiated']).toBeGreaterThan(0);
    const newest = (await itemsOf<{ occurredAt: string }>('/history?to=2999-01-01T00:00:00Z&limit=1'))[0]!;
    expect(bounds['last']).toBe(newest.occurredAt);
    const byClient = (await get(`/history/histogram?from=${from}&by=client`)).body['buckets'] as typeof buckets;
    expect(Object.keys(byClient[0]!.counts)).toEqual(['nobody']);
    expect((await get(`/history/histogram?from=1970-01-01T00:00:00Z&bucket=hour`)).body['detail']).toMatch(/^bucket: /);
  });

  it('are not counted for a time that runs backwards', async () =>
    expect(await get('/history/histogram?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to' }] },
    }));
});

describe('the queue', () => {
  it('is counted by facets, each by what the other filters leave', async () => {
    await begin('Category', { category: 'rare', content: movie('Category') });
    const { body } = await get('/downloads?category=rare&facets=category,client');
    expect(body['total']).toBe(1);
    const { category, client } = body['facets'] as Record<string, { value: string | null; count: number }[]>;
    expect(client).toEqual([{ value: 'nobody', count: 1 }]);
    expect(category!.find(({ value }) => value === 'rare')).toEqual({ value: 'rare', count: 1 });
    expect(category!.find(({ value }) => value === null)!.count).toBeGreaterThan(1);
  });

  it.each(['downloadSpeed', '-uploadSpeed', '-downloadClient,title', 'status,-priority,-title', '-etaSeconds', 'ratio,peers'])(
    'is the same in pages as whole, sorted by %s',
    async (sort) => {
      const whole = (await itemsOf<DownloadView>(`/downloads?sort=${sort}`)).map(({ id }) => id);
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await get(`/downloads?sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`);
        paged.push(...(body['items'] as DownloadView[]).map(({ id }) => id));
        cursor = body['nextCursor'] as string | null;
      }
      expect(paged).toEqual(whole);
      expect(whole.length).toBeGreaterThan(3);
    },
  ); // prettier-ignore
});

it('what runs here is told, with its limits', async () =>
  expect((await get('/meta')).body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    eventStore: { embedded: expect.any(Boolean) as boolean },
    serverTime: expect.any(String) as string,
    limits: { pageItems: 1_000, bulkIds: 1_000 },
    features: expect.arrayContaining(['at', 'preview']) as string[],
  }));
