import { Agent, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { text as bodyOf } from 'node:stream/consumers';
import { type App, startApp } from '../support/app.js';
import { play, readRecorded, type Recorded, shapeDifferences } from '../support/face-player.js';
import { magnetOf } from '../support/requests.js';
import { makeTorrent } from '../support/torrents.js';

type Row = Record<string, unknown>;
const FIXTURE = new URL('./fixtures/sonarr-to-qbittorrent.jsonl', import.meta.url);
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const hashOf = (name: string) => /btih:(\w+)/.exec(magnetOf(name))![1]!;

/** Its only client is away for good: whatever is answered comes from tables. */
describe('the qBittorrent face', () => {
  let app: App;
  let base: string;
  beforeAll(async () => {
    app = await startApp();
    base = `${app.url}/qbittorrent`;
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
  });
  afterAll(() => app?.remove());

  const keyOf = async (name: string, ...scopes: string[]) =>
    String((await app.api.call('POST', '/keys', { name, scopes })).body['key']);

  /** A program with a key of its own, which sends it as Basic does without a user name. */
  const program = async (name: string, ...scopes: string[]) => {
    const key = await keyOf(name, ...(scopes.length > 0 ? scopes : ['request']));
    const call = async (method: string, path: string, form?: Record<string, string>, headers: Row = {}) => {
      const body = form === undefined ? null : new URLSearchParams(form);
      const said = { Authorization: basic('', key), ...headers } as Record<string, string>;
      const answer = await fetch(`${base}/api/v2/${path}`, { method, headers: said, body });
      return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
    };
    const post = (path: string, form: Record<string, string>) => call('POST', path, form);
    const rows = async (query = '') => JSON.parse((await call('GET', `torrents/info?${query}`)).text) as Row[];
    const add = (release: string, more: Record<string, string> = {}) =>
      post('torrents/add', { urls: magnetOf(release), category: 'tv', ...more });
    return { key, call, post, rows, add, hashes: async (query = '') => (await rows(query)).map(({ hash }) => hash) };
  };

  describe('of a recorded Sonarr', () => {
    let recorded: Recorded[];
    let key: string;
    let cookie: string | null = null;
    beforeAll(async () => {
      recorded = await readRecorded(FIXTURE);
      key = await keyOf('sonarr-recorded', 'request');
    });

    const headersOf = ({ signedInBy }: Recorded['request']): Record<string, string> => {
      if (signedInBy === 'cookie' && cookie) return { Cookie: cookie, Authorization: basic('admin', key) };
      return signedInBy === 'nothing' ? {} : { Authorization: basic('admin', 'a proxy’s') };
    };
    const withOurKey = (line: Recorded): Recorded => {
      const { body } = line.request;
      const said = typeof body === 'string' ? body.replace('password=adminadmin', `password=${key}`) : body;
      return { ...line, request: { ...line.request, body: said } };
    };

    it('says the same with the same shapes, so that Sonarr goes on as it did', async () => {
      const shapes = new Map<string, unknown>();
      for (const { request, response } of recorded)
        if (response.body !== null && typeof response.body === 'object' && !isEmpty(response.body))
          shapes.set(request.path, shapes.get(request.path) ?? response.body);
      const differences: string[] = [];
      for (const line of recorded) {
        const { request, response, scene } = line;
        const played = await play(base, withOurKey(line), headersOf(request));
        if (played.cookie && request.path.endsWith('/login')) cookie = played.cookie;
        const at = `${scene} ${request.method} ${request.path}`;
        if (!isAlike(line, played.status)) differences.push(`${at}: ${played.status} instead of ${response.status}`);
        if (played.status !== response.status) continue;
        if (played.type !== response.type) differences.push(`${at}: ${played.type} instead of ${response.type}`);
        if (typeof response.body === 'string' && !response.body.startsWith('(') && played.body !== response.body)
          differences.push(`${at}: ${String(played.body)} instead of ${response.body}`);
        if (typeof played.body === 'object')
          differences.push(
            ...shapesOf(request.path, shapes.get(request.path), played.body).map((each) => `${at} ${each}`),
          );
      }
      expect(differences).toEqual([]);
    });

    const isEmpty = (body: object) => Object.keys(body).length === 0;
    /** Where a map is by name, each of its values has the shape. */
    const shapesOf = (path: string, shape: unknown, body: unknown): string[] => {
      if (shape === undefined || !path.endsWith('/categories')) return shapeDifferences(shape ?? body, body);
      return Object.values(body as object).flatMap((each) => shapeDifferences(Object.values(shape as object)[0], each));
    };
    /** A Sonarr that is signed in already goes on as one that has just done so; what was not there yet may be there at once. */
    const isAlike = ({ request, response }: Recorded, status: number): boolean =>
      status === response.status ||
      (response.status === 403 && status === 200 && request.signedInBy !== 'nothing') ||
      (response.status === 404 && status === 200 && request.path.endsWith('/properties')) ||
      (response.status === 200 && status === 404 && /\/(files|properties)$/.test(request.path));
  });

  describe('signing in', () => {
    const probe = (headers: Record<string, string>) => fetch(`${base}/api/v2/app/webapiVersion`, { headers });
    const login = (password: string, headers: Record<string, string> = {}) =>
      fetch(`${base}/api/v2/auth/login`, { method: 'POST', headers, body: new URLSearchParams({ username: 'x', password }) }); // prettier-ignore

    it('takes the key as any password, as Basic alone and as Bearer', async () => {
      const key = await keyOf('signs-in', 'request');
      const signedIn = await login(key);
      expect([signedIn.status, await signedIn.text()]).toEqual([200, 'Ok.']);
      const cookie = signedIn.headers.get('set-cookie')!;
      expect(cookie).toMatch(/^SID=\w+; Path=\/; HttpOnly; SameSite=Strict$/);
      const token = cookie.split(';')[0]!;
      const ways: Record<string, string>[] = [{ Cookie: token }, { Cookie: token.toLowerCase().replace('sid', 'sid') }, { Authorization: basic('', key) }, { Authorization: basic('anybody', key) }, { Authorization: `Bearer ${key}` }]; // prettier-ignore
      for (const way of ways) expect((await probe(way)).status).toBe(200);
      // A proxy's own Basic must not override a good cookie.
      expect((await probe({ Cookie: token, Authorization: basic('proxy', 'secret') })).status).toBe(200);
      expect(await (await probe({ Cookie: token })).text()).toBe('2.8.19');
      await fetch(`${base}/api/v2/auth/logout`, { method: 'POST', headers: { Cookie: token } });
      expect((await probe({ Cookie: token })).status).toBe(403);
    });

    it('refuses as it was recorded, and nothing malformed makes it fail', async () => {
      expect(await (await login('wrong')).text()).toBe('Fails.');
      for (const authorization of [
        'Basic bm9jb2xvbg==',
        'Basic ===',
        'Basic',
        'Bearer wrong',
        basic('x', 'wrong'),
        'Negotiate x',
      ]) {
        const answer = await probe({ Authorization: authorization });
        expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([403, 'text/plain; charset=UTF-8', 'Forbidden']); // prettier-ignore
      }
    });

    it('does not take a cookie that a page of another origin sends along', async () => {
      const key = await keyOf('foreign', 'request');
      const token = (await login(key)).headers.get('set-cookie')!.split(';')[0]!;
      expect((await probe({ Cookie: token, Origin: 'http://127.0.0.1:1' })).status).toBe(401);
      expect((await login(key, { Origin: 'http://evil.example' })).status).toBe(401);
    });

    it('lets a key that may only read change nothing', async () => {
      const reader = await program('only-reads', 'read');
      expect((await reader.add('Not.Mine.S01E01')).status).toBe(403);
      expect((await reader.call('GET', 'torrents/info')).status).toBe(200);
    });
  });

  describe('what is not there', () => {
    it.each(['GET', 'POST'])('is its own 404 in text, by %s, and never the page', async (method) => {
      const { key } = await program(`lost-${method.toLowerCase()}`);
      for (const path of [
        '/api/v2/torrents/nothing',
        '/api/v2/nothing/at-all',
        '/version/api',
        '/api/v3/x',
        '/index.html',
      ]) {
        const answer = await fetch(`${base}${path}`, { method, headers: { Authorization: basic('', key) } });
        expect([path, answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([path, 404, 'text/plain; charset=UTF-8', 'Not Found']); // prettier-ignore
      }
    });

    it('is a form for anybody but a face', async () => {
      const { key } = await program('sends-forms', 'admin');
      const headers = { Authorization: `Bearer ${key}` };
      for (const body of [new URLSearchParams({ a: 'b' }), new FormData()])
        expect((await fetch(`${app.url}/api/v1/downloads`, { method: 'POST', headers, body })).status).toBe(415);
    });

    it('is a change by GET', async () => {
      const { call } = await program('changes-by-get');
      expect(await call('GET', 'torrents/pause?hashes=all')).toMatchObject({ status: 405, text: 'Method Not Allowed' });
    });

    it('is answered to one who says that the connection ends, and goes on', async () => {
      const { key } = await program('closes');
      const agent = new Agent({ keepAlive: false });
      const request = httpRequest(`${base}/api/v2/app/version`, { agent, headers: { Connection: 'close', Authorization: basic('', key) } }); // prettier-ignore
      request.end();
      const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
      expect([answer.headers.connection, await bodyOf(answer)]).toEqual(['close', 'v4.5.2']);
    });
  });

  describe('adding', () => {
    it('is to be seen at once, under the hash that was asked for, while its client is away', async () => {
      const { add, rows, call } = await program('adds');
      expect(await add('First.Show.S01E01.720p')).toMatchObject({ status: 200, text: 'Ok.' });
      const hash = hashOf('First.Show.S01E01.720p');
      expect(await rows()).toMatchObject([{ hash, state: 'queuedDL', category: 'tv', name: 'First.Show.S01E01.720p' }]);
      expect((await call('GET', `torrents/properties?hash=${hash.toUpperCase()}`)).status).toBe(200);
      expect(JSON.parse((await call('GET', `torrents/files?hash=${hash}`)).text)).toEqual([]);
      expect(JSON.parse((await call('POST', 'torrents/trackers', { hash })).text)).toHaveLength(3);
      const unknown = 'f'.repeat(40);
      for (const what of ['properties', 'files', 'trackers'])
        expect(await call('GET', `torrents/${what}?hash=${unknown}`)).toMatchObject({ status: 404, text: 'Not Found' });
      expect((await call('GET', 'torrents/properties')).status).toBe(400);
    });

    it('takes a file of any name, with the words of old and new versions', async () => {
      const { key, rows } = await program('uploads');
      const torrent = makeTorrent({ name: 'Inner.Name.2019.mkv', sizes: [70_000] });
      const send = (name: string, fields: Record<string, string>) => {
        const form = new FormData();
        form.append('torrents', new Blob([torrent.file]), name);
        for (const [field, value] of Object.entries(fields)) form.append(field, value);
        return fetch(`${base}/api/v2/torrents/add`, { method: 'POST', headers: { Authorization: basic('', key) }, body: form }); // prettier-ignore
      };
      const limits = { category: 'movies', tags: 'a, b', stopped: 'False', ratioLimit: '0.5', seedingTimeLimit: '10' };
      expect(await (await send('1234.torrent', limits)).text()).toBe('Ok.');
      expect(await rows()).toMatchObject([
        { hash: torrent.infoHash, name: 'Inner.Name.2019.mkv', size: 70_000, amount_left: 70_000, category: 'movies', tags: 'a, b', ratio_limit: 0.5, seeding_time_limit: 10 },
      ]); // prettier-ignore
      // Asked for again by the same program: it has it.
      expect(await (await send('Other.torrent', { category: 'movies', paused: 'True' })).text()).toBe('Ok.');
      expect(await rows()).toHaveLength(1);
    });

    it('is stopped at once for one who asks for that, and when its client has it', async () => {
      const { add, post, rows } = await program('stopped');
      await add('Stopped.Show.S01E01', { paused: 'True' });
      await add('Stopped.Show.S01E02', { stopped: 'true' });
      await add('Stopped.Show.S01E03');
      const states = async () => (await rows()).map(({ state }) => state);
      expect(await states()).toEqual(['pausedDL', 'pausedDL', 'queuedDL']);
      await post('torrents/pause', { hashes: hashOf('Stopped.Show.S01E03') });
      await post('torrents/start', { hashes: hashOf('Stopped.Show.S01E01') });
      expect(await states()).toEqual(['queuedDL', 'pausedDL', 'pausedDL']);
    });

    it('refuses a duplicate where the key says so', async () => {
      const { key: _, ...one } = await program('first-come');
      await one.add('Refused.Show.S01E01.720p');
      const { body } = await app.api.call('POST', '/keys', { name: 'refuses', scopes: ['request'], settings: { duplicates: 'refuse' } }); // prettier-ignore
      const form = new URLSearchParams({ urls: magnetOf('Refused.Show.S01E01.1080p') });
      const answer = await fetch(`${base}/api/v2/torrents/add`, { method: 'POST', headers: { Authorization: basic('', String(body['key'])) }, body: form }); // prettier-ignore
      expect(await answer.text()).toBe('Fails.');
    });

    it('says Fails. of what is no torrent', async () => {
      const { post, hashes } = await program('sends-rubbish');
      expect((await post('torrents/add', { urls: 'magnet:?xt=urn:nothing' })).text).toBe('Fails.');
      expect((await post('torrents/add', {})).text).toBe('Fails.');
      expect(await hashes()).toEqual([]);
    });

    it('lets one wait for what another is getting, each under the hash that it asked for', async () => {
      const [one, other] = [await program('gets-it'), await program('comes-later')];
      await one.add('Shared.Show.S01E01.720p');
      expect((await other.add('Shared.Show.S01E01.720p', { ratioLimit: '2' })).text).toBe('Ok.');
      expect((await other.add('Shared.Show.S01E01.1080p', { category: 'hd' })).text).toBe('Ok.');
      const [same, better] = ['Shared.Show.S01E01.720p', 'Shared.Show.S01E01.1080p'];
      expect(await other.rows()).toMatchObject([
        { hash: hashOf(same), name: same, category: 'tv', ratio_limit: 2, state: 'queuedDL' },
        { hash: hashOf(better), name: better, category: 'hd', state: 'queuedDL' },
      ]);
      const shared = (await app.api.queue()).filter(({ title }) => title.startsWith('Shared.Show'));
      expect(shared.map(({ itemKey }) => itemKey)).toEqual([hashOf(same)]);

      // Each removes its own alone, and the last one ends it.
      const isEnding = async () => (await app.api.download(shared[0]!.id)).status === 'cancelling';
      await one.post('torrents/delete', { hashes: hashOf(same), deleteFiles: 'true' });
      expect([await one.hashes(), await other.hashes(), await isEnding()]).toEqual([[], [hashOf(same), hashOf(better)], false]); // prettier-ignore
      await other.post('torrents/delete', { hashes: hashOf(same), deleteFiles: 'true' });
      expect([await other.hashes(), await isEnding()]).toEqual([[hashOf(better)], false]);
      await other.post('torrents/delete', { hashes: 'all', deleteFiles: 'true' });
      expect([await other.hashes(), await isEnding()]).toEqual([[], true]);
    });

    it('keeps apart what two programs have, by key and by category', async () => {
      const [one, other] = [await program('apart-one'), await program('apart-other', 'request')];
      await one.add('Apart.One.S01E01', { category: 'tv' });
      await one.add('Apart.Two.S01E01', { category: '' });
      await other.add('Apart.Three.S01E01', { category: 'tv' });
      expect(await one.hashes('category=tv')).toEqual([hashOf('Apart.One.S01E01')]);
      expect(await one.hashes('category=')).toEqual([hashOf('Apart.Two.S01E01')]);
      expect(await one.hashes()).toHaveLength(2);
      expect(await one.hashes(`hashes=${hashOf('Apart.Three.S01E01')}`)).toEqual([]);
      const all = await program('sees-all', 'read');
      expect(await all.hashes()).toEqual(expect.arrayContaining([hashOf('Apart.One.S01E01'), hashOf('Apart.Three.S01E01')])); // prettier-ignore
    });
  });

  describe('what is asked for', () => {
    it('is looked up by hash in any case, and never all for none', async () => {
      const { add, hashes, call } = await program('looks-up');
      await add('Looked.Up.S01E01');
      const hash = hashOf('Looked.Up.S01E01');
      expect(await hashes(`hashes=${hash.toUpperCase()}|${'0'.repeat(40)}`)).toEqual([hash]);
      expect(await hashes(`filter=all&hashes=${hash}`)).toEqual([hash]);
      expect(await hashes(`filter=completed&hashes=${hash}`)).toEqual([]);
      expect(await hashes('hashes=')).toEqual([]);
      expect(await hashes(`hashes=${'0'.repeat(40)}`)).toEqual([]);
      expect(JSON.parse((await call('POST', 'torrents/info', { hashes: hash })).text)).toMatchObject([{ hash }]);
    });

    it('is told in part by sync/maindata', async () => {
      const { add, call } = await program('syncs');
      await add('Synced.S01E01');
      const look = async (rid: number) => JSON.parse((await call('GET', `sync/maindata?rid=${rid}`)).text) as Row & { rid: number }; // prettier-ignore
      const first = await look(0);
      expect(first).toMatchObject({
        full_update: true,
        torrents: { [hashOf('Synced.S01E01')]: { state: 'queuedDL' } },
      });
      const second = await look(first.rid);
      expect(second).toEqual({ rid: expect.any(Number) });
      await add('Synced.S01E02');
      expect(await look(second.rid)).toMatchObject({ torrents: { [hashOf('Synced.S01E02')]: { category: 'tv' } } });
      expect(Object.keys((await look(second.rid))['torrents'] as Row)).toEqual([hashOf('Synced.S01E02')]);
      expect(await look(987_654)).toHaveProperty('full_update', true);
      expect(JSON.parse((await call('GET', 'transfer/info')).text)).toMatchObject({ connection_status: 'connected', dl_info_speed: 0 }); // prettier-ignore
    });
  });

  describe('changing', () => {
    it('makes categories as they were recorded, and moves nothing into one that is not there', async () => {
      const { add, post, rows, call } = await program('categories');
      const gist = async (path: string, form: Record<string, string>) => {
        const { status, text } = await post(`torrents/${path}`, form);
        return [status, text];
      };
      expect(await gist('createCategory', { category: 'imported' })).toEqual([200, '']);
      expect(await gist('createCategory', { category: 'imported' })).toEqual([409, 'Unable to create category']);
      expect(await gist('createCategory', { category: 'a//b' })).toEqual([409, 'Incorrect category name']);
      expect(await gist('createCategory', { category: '' })).toEqual([400, 'Category cannot be empty']);
      expect(await gist('createCategory', {})).toEqual([400, 'Bad Request']);
      expect(await gist('editCategory', { category: 'imported', savePath: '/x' })).toEqual([200, '']);
      expect(await gist('editCategory', { category: 'imported', savePath: '/x' })).toEqual([409, 'Unable to edit category']); // prettier-ignore
      await add('Categorised.S01E01');
      const hashes = hashOf('Categorised.S01E01');
      expect(await gist('setCategory', { hashes, category: 'unknown' })).toEqual([409, 'Incorrect category name']);
      expect(await gist('setCategory', { hashes, category: 'imported' })).toEqual([200, '']);
      expect(await gist('setCategory', { category: 'imported' })).toEqual([400, 'Bad Request']);
      expect(await rows('category=tv')).toEqual([]);
      expect(await rows('category=imported')).toMatchObject([{ hash: hashes }]);
      expect(JSON.parse((await call('GET', 'torrents/categories')).text)).toEqual({ imported: { name: 'imported', savePath: '/x' }, tv: { name: 'tv', savePath: '' } }); // prettier-ignore
      expect(await gist('removeCategories', { categories: 'imported\ntv' })).toEqual([200, '']);
      expect((await call('GET', 'torrents/categories')).text).toBe('{}');
    });

    it('keeps tags and limits, and takes what it can do nothing about', async () => {
      const { add, post, rows, call } = await program('labels');
      await add('Labelled.S01E01');
      const hashes = hashOf('Labelled.S01E01');
      await post('torrents/addTags', { hashes, tags: 'x,y' });
      await post('torrents/removeTags', { hashes, tags: 'x' });
      await post('torrents/setShareLimits', { hashes, ratioLimit: '1.5', seedingTimeLimit: '-2' });
      await post('torrents/setForceStart', { hashes, value: 'true' });
      expect(await rows('tag=y')).toMatchObject([{ tags: 'y', ratio_limit: 1.5, seeding_time_limit: -2, force_start: true }]); // prettier-ignore
      expect(JSON.parse((await call('GET', 'torrents/tags')).text)).toEqual(['x', 'y']);
      for (const path of ['topPrio', 'recheck', 'reannounce', 'pause', 'stop', 'resume', 'start', 'setLocation'])
        expect((await post(`torrents/${path}`, { hashes })).status).toBe(200);
    });

    it('is rid of what was deleted at once, and says so for what it never had', async () => {
      const { add, post, hashes } = await program('deletes');
      await add('Deleted.S01E01');
      const hash = hashOf('Deleted.S01E01');
      for (const each of [hash, hash, 'f'.repeat(40)])
        expect(await post('torrents/delete', { hashes: each, deleteFiles: 'true' })).toMatchObject({ status: 200, text: '' }); // prettier-ignore
      expect(await hashes()).toEqual([]);
      const [download] = (await app.api.queue()).filter(({ itemKey }) => itemKey === hash);
      expect(download?.status).toBe('cancelling');
      const other = await program('deletes-others');
      await add('Deleted.S01E02');
      await other.post('torrents/delete', { hashes: hashOf('Deleted.S01E02') });
      expect(await hashes()).toEqual([hashOf('Deleted.S01E02')]);
    });
  });
});
