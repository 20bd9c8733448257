import { readFile } from 'node:fs/promises';
import { type App, startApp } from '../support/app.js';
import { unrecordedShapes } from '../support/face-shapes.js';
import { until } from '../support/daemons/process.js';
import { ask, magnetOf, movie, show } from '../support/requests.js';

type Row = Record<string, unknown>;
type Line = { request: { method: string; path: string }; response: { status: number; body: unknown } };
const FIXTURE = new URL('./fixtures/sonarr-api.jsonl', import.meta.url);
const hashOf = (name: string) => /btih:(\w+)/.exec(magnetOf(name))![1]!.toUpperCase();
/** Of a path, whatever its numbers and its query are. */
const endpoint = (method: string, path: string) => `${method} ${path.split('?')[0]!.replace(/\/\d+/g, '/{id}')}`;

/** Its only client is away for good: whatever is answered comes from tables. */
describe('the Sonarr face', () => {
  let app: App;
  let recorded: Map<string, unknown[]>;
  let key: string;
  beforeAll(async () => {
    app = await startApp();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    key = await keyOf('dashboard', 'read', 'request');
    recorded = new Map();
    for (const line of (await readFile(FIXTURE, 'utf8')).trim().split('\n')) {
      const { request, response } = JSON.parse(line) as Line;
      const name = endpoint(request.method, request.path);
      recorded.set(name, [...(recorded.get(name) ?? []), response.body]);
    }
    const more = { indexer: 'some-indexer', category: 'tv' };
    await ask(app.api, 'Pack.S01.1080p.BluRay.x264-GRP', { ...more, content: show('Pack').season(1, 1, 2, 3) });
    await ask(app.api, 'The.Show.S01E04.720p.WEB-DL-GRP', { ...more, content: show('The Show').episodes(1, 4) });
    await ask(app.api, 'Film.1999.2160p', { content: movie('Film') });
  });
  afterAll(() => app?.remove());

  const keyOf = async (name: string, ...scopes: string[]) =>
    String((await app.api.call('POST', '/keys', { name, scopes })).body['key']);

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { 'X-Api-Key': key },
  ) => {
    // prettier-ignore
    const answer = await fetch(`${app.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text };
  };
  /** Holds what is answered to what was recorded of the same call. */
  const said = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await call(method, path, body);
    const answered: unknown = text === '' ? null : JSON.parse(text);
    const shapes = recorded.get(endpoint(method, path));
    if (!shapes) throw new Error(`${method} ${path} was not recorded`);
    expect([path, unrecordedShapes(shapes, answered)]).toEqual([path, []]);
    return { status, body: answered as Row };
  };
  const get = async (path: string) => (await said('GET', `/api/v3/${path}`)).body;
  const records = async (path: string) => (await get(path))['records'] as Row[];

  describe('signing in', () => {
    it('takes the key in a header, in the address, as Bearer and bare', async () => {
      const ways: Record<string, string>[] = [{ 'X-Api-Key': key }, { Authorization: `Bearer ${key}` }, { Authorization: key }]; // prettier-ignore
      for (const headers of ways) expect((await call('GET', '/api/v3/queue', undefined, headers)).status).toBe(200);
      expect((await call('GET', `/api/v3/queue?apikey=${key}&pageSize=1`, undefined, {})).status).toBe(200);
    });

    it('refuses with nothing but 401, whatever the path', async () => {
      for (const path of ['queue', 'system/status', 'nothing', 'queue?apikey=wrong'])
        for (const headers of [{}, { 'X-Api-Key': 'wrong' }] as Record<string, string>[]) {
          const answer = await call('GET', `/api/v3/${path}`, undefined, headers);
          expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([401, '', null]);
        }
    });

    it('needs no key for ping and for what a browser asks beforehand', async () => {
      expect(JSON.parse((await call('GET', '/ping', undefined, {})).text)).toEqual({ status: 'OK' });
      const answer = await call('OPTIONS', '/api/v3/queue', undefined, { Origin: 'http://dash', 'Access-Control-Request-Method': 'GET' }); // prettier-ignore
      expect([answer.status, answer.text, answer.headers.get('access-control-allow-origin')]).toEqual([204, '', '*']);
    });
  });

  it('answers what is not there with an empty 404 or 405, never with the page', async () => {
    for (const [method, path, status] of [
      ['GET', 'nothing', 404],
      ['GET', 'queue/abc', 404],
      ['PUT', 'queue', 405],
      ['HEAD', 'system/status', 405],
      ['GET', 'queue/status/x/y', 404],
    ] as const) {
      // prettier-ignore
      const answer = await call(method, `/api/v3/${path}`);
      expect([method, path, answer.status, answer.text]).toEqual([method, path, status, '']);
    }
  });

  it('says that it is a Sonarr of version 4', async () => {
    expect(await get('system/status')).toMatchObject({ appName: 'Sonarr', version: expect.stringMatching(/^4\.0\.\d+\.\d+$/) as unknown }); // prettier-ignore
  });

  describe('the queue', () => {
    it('has a record for each episode, and what is about no series only for who asks for it', async () => {
      const queue = await get('queue?pageSize=50&includeSeries=true&includeEpisode=true');
      expect(queue).toMatchObject({ page: 1, pageSize: 50, sortKey: 'timeleft', sortDirection: 'descending', totalRecords: 4 }); // prettier-ignore
      const pack = (queue['records'] as Row[]).filter(({ title }) => title === 'Pack.S01.1080p.BluRay.x264-GRP');
      expect(pack.map(({ episode }) => (episode as Row)['episodeNumber'])).toEqual([1, 2, 3]);
      expect(new Set(pack.map(({ id }) => id)).size).toBe(3);
      expect(new Set(pack.map(({ downloadId }) => downloadId))).toEqual(new Set([hashOf('Pack.S01.1080p.BluRay.x264-GRP')])); // prettier-ignore
      expect(pack[0]).toMatchObject({ status: 'queued', trackedDownloadState: 'downloading', trackedDownloadStatus: 'ok', protocol: 'torrent', indexer: 'some-indexer', downloadClient: 'nobody', size: 0, sizeleft: 0, series: { title: 'Pack' }, quality: { quality: { name: 'Bluray-1080p' } } }); // prettier-ignore
      expect(await get('queue?pageSize=50&includeUnknownSeriesItems=true')).toHaveProperty('totalRecords', 5);
      expect(await get('queue/status')).toMatchObject({ totalCount: 5, count: 4, unknownCount: 1, warnings: false });
      expect(await get('queue/details')).toHaveLength(5);
    });

    it('comes in pages, of which the last stands for those beyond it', async () => {
      const all = (await records('queue?pageSize=50')).map(({ id }) => id);
      const pages = [await records('queue?page=1&pageSize=3'), await records('queue?page=2&pageSize=3')];
      expect(pages.flat().map(({ id }) => id)).toEqual(all);
      expect(await get('queue?page=9&pageSize=3')).toMatchObject({ page: 2, totalRecords: 4, records: pages[1]!.map(({ id }) => ({ id })) }); // prettier-ignore
      expect(await get('queue?pageSize=-1')).toMatchObject({ pageSize: -1, totalRecords: 4, records: [] });
      expect(await get('queue?pageSize=0')).toMatchObject({ totalRecords: 4, records: [] });
      expect(await get('queue?sortKey=nonsense')).toMatchObject({ sortKey: 'timeleft', totalRecords: 4 });
      expect((await said('GET', '/api/v3/queue?page=abc')).body).toMatchObject({ status: 400, errors: { page: ["The value 'abc' is not valid for Page."] } }); // prettier-ignore
    });

    it('is sorted and filtered by the words of the original', async () => {
      const titles = async (query: string) => [...new Set((await records(`queue?pageSize=50&${query}`)).map(({ title }) => title))]; // prettier-ignore
      const [pack, one] = ['Pack.S01.1080p.BluRay.x264-GRP', 'The.Show.S01E04.720p.WEB-DL-GRP'];
      expect(await titles('sortKey=title&sortDirection=ascending')).toEqual([pack, one]);
      expect(await titles('sortKey=title')).toEqual([one, pack]);
      expect(await titles('sortKey=series.sortTitle&sortDirection=ascending')).toEqual([pack, one]);
      expect(await titles('quality=5')).toEqual([one]);
      expect(await titles('protocol=usenet')).toEqual([]);
      expect(await titles('status=paused&status=warning')).toEqual([]);
      const { seriesId, episodeId } = (await records('queue?quality=5'))[0]!;
      expect(await titles(`seriesIds=${String(seriesId)}`)).toEqual([one]);
      expect(await get(`queue/details?episodeIds=${String(episodeId)}`)).toMatchObject([{ title: one }]);
    });

    it('shows a key that may only request its own alone', async () => {
      const own = await keyOf('asks-only', 'request');
      const read = async () => JSON.parse((await call('GET', '/api/v3/queue?includeUnknownSeriesItems=true', undefined, { 'X-Api-Key': own })).text) as Row; // prettier-ignore
      expect(await read()).toHaveProperty('totalRecords', 0);
    });
  });

  describe('beside the queue', () => {
    it('knows the series that were asked for, and their episodes', async () => {
      const series = (await get('series')) as unknown as Row[];
      expect(series.map(({ title, seasons }) => [title, seasons])).toEqual([
        ['Pack', [{ seasonNumber: 1, monitored: true }]],
        ['The Show', [{ seasonNumber: 1, monitored: true }]],
      ]);
      const { id } = series[0]!;
      expect(await get(`series/${String(id)}`)).toEqual(series[0]);
      expect(await said('GET', '/api/v3/series/999')).toMatchObject({ status: 404, body: { title: 'Not Found' } });
      const episodes = (await get(`episode?seriesId=${String(id)}`)) as unknown as Row[];
      expect(episodes.map(({ episodeNumber, hasFile }) => [episodeNumber, hasFile])).toEqual([[1, false], [2, false], [3, false]]); // prettier-ignore
      expect(await get(`episode/${String(episodes[1]!['id'])}`)).toEqual(episodes[1]);
    });

    it('is empty where nothing is known, and says so in the same shape', async () => {
      for (const path of ['calendar', 'tag', 'tag/detail', 'diskspace', 'rootfolder'])
        expect(await get(path)).toEqual([]);
      for (const path of ['wanted/missing', 'wanted/cutoff', 'blocklist'])
        expect(await get(`${path}?pageSize=5`)).toMatchObject({ page: 1, pageSize: 5, totalRecords: 0, records: [] });
      expect(await get('qualityprofile')).toMatchObject([{ id: 1, name: 'Any' }]);
    });

    it('tells of the client that is away', async () => {
      const health = async () => (await get('health')) as unknown as Row[];
      await until('the client is away', async () => (await health()).length > 0);
      expect(await health()).toMatchObject([{ source: 'DownloadClientCheck', type: 'error', message: expect.stringContaining('Unable to communicate with nobody.') as unknown }]); // prettier-ignore
    });

    it('takes commands, and no others than it knows', async () => {
      const given = await said('POST', '/api/v3/command', { name: 'RefreshMonitoredDownloads' });
      expect(given).toMatchObject({ status: 201, body: { commandName: 'Refresh Monitored Downloads', status: 'completed' } }); // prettier-ignore
      expect((await call('GET', `/api/v3/command/${String(given.body['id'])}`)).status).toBe(200);
      expect(await said('POST', '/api/v3/command', { name: 'NoSuchCommand' })).toMatchObject({ status: 400, body: { message: 'Sequence contains no matching element' } }); // prettier-ignore
    });
  });

  describe('taking away', () => {
    const idsOf = async (title: string) => (await records('queue?pageSize=50')).filter((each) => each['title'] === title).map(({ id }) => Number(id)); // prettier-ignore
    const admin = () => ({ 'X-Api-Key': app.key });

    it('is for who has asked for it, or may everything', async () => {
      const { download } = await ask(app.api, 'Taken.S01E01', { content: show('Taken').episodes(1, 1) });
      const [id] = await idsOf('Taken.S01E01');
      expect((await call('DELETE', `/api/v3/queue/${id}`)).status).toBe(403);
      const answer = await call('DELETE', `/api/v3/queue/${id}?removeFromClient=false`, undefined, admin());
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(await idsOf('Taken.S01E01')).toEqual([]);
      expect(await app.api.download(download.id)).toMatchObject({ status: 'cancelled' });
      expect(await said('DELETE', `/api/v3/queue/${id}?removeFromClient=true`)).toMatchObject({ status: 404, body: { message: 'NotFound' } }); // prettier-ignore
    });

    it('takes all episodes of a pack, and marks as failed what is not to come again', async () => {
      const pack = await ask(app.api, 'Bulk.S01', { content: show('Bulk').season(1, 1, 2) });
      const bad = await ask(app.api, 'Bad.S01E01', { content: show('Bad').episodes(1, 1) });
      const [first] = await idsOf('Bulk.S01');
      const bulk = await call('DELETE', '/api/v3/queue/bulk?removeFromClient=true', { ids: [first, 12_345] }, admin());
      expect([bulk.status, JSON.parse(bulk.text)]).toEqual([200, {}]);
      expect(await idsOf('Bulk.S01')).toEqual([]);
      expect(await app.api.download(pack.download.id)).toMatchObject({ status: 'cancelling' });
      const [second] = await idsOf('Bad.S01E01');
      expect((await call('DELETE', `/api/v3/queue/${second}?blocklist=true`, undefined, admin())).status).toBe(200);
      expect(await idsOf('Bad.S01E01')).toEqual([]);
      expect(await app.api.download(bad.download.id)).toMatchObject({ status: 'failed' });
    });
  });

  describe('the history', () => {
    it('has what was asked for and how it ended, newest first', async () => {
      const all = await records('history?pageSize=50&includeSeries=true&includeEpisode=true');
      expect(all.map(({ eventType, sourceTitle }) => [eventType, sourceTitle]).slice(0, 4)).toEqual([
        ['downloadFailed', 'Bad.S01E01'],
        ['grabbed', 'Bad.S01E01'],
        ['grabbed', 'Bulk.S01'],
        ['downloadIgnored', 'Taken.S01E01'],
      ]);
      expect(all[0]).toMatchObject({ data: { message: 'Manually marked as failed' }, series: { title: 'Bad' } });
      expect(await get('history?page=2&pageSize=3')).toMatchObject({ page: 2, totalRecords: all.length, records: all.slice(3, 6).map(({ id }) => ({ id })) }); // prettier-ignore
      expect(await get('history?page=99&pageSize=3')).toMatchObject({
        page: 99,
        totalRecords: all.length,
        records: [],
      });
      const failed = async (query: string) => (await records(`history?${query}`)).map(({ eventType }) => eventType);
      expect(await failed('eventType=4')).toEqual(['downloadFailed']);
      expect(await failed('eventType=2')).toEqual([]);
      expect(await failed(`downloadId=${hashOf('Taken.S01E01')}`)).toEqual(['downloadIgnored', 'grabbed']);
      expect((await said('GET', '/api/v3/history?eventType=grabbed')).body).toMatchObject({ status: 400, errors: { eventType: ["The value 'grabbed' is not valid."] } }); // prettier-ignore
    });

    it('is told since a date, the oldest first, and of a series', async () => {
      const since = (await get('history/since?date=2020-01-01&eventType=grabbed')) as unknown as Row[];
      expect(since[0]).toMatchObject({ eventType: 'grabbed', sourceTitle: 'Pack.S01.1080p.BluRay.x264-GRP' });
      expect(await get('history/since?date=2099-01-01')).toEqual([]);
      const { seriesId } = since[0]!;
      expect(await get(`history/series?seriesId=${String(seriesId)}`)).toMatchObject([
        { eventType: 'grabbed', seriesId },
      ]);
      expect(await said('GET', '/api/v3/history/series?seriesId=999')).toMatchObject({ status: 404, body: { message: 'Series with ID 999 does not exist' } }); // prettier-ignore
    });
  });
});
