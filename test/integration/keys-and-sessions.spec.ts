import { type App, startApp } from '../support/app.js';
import { rawHttp } from '../support/raw-http.js';
import { ask, movie } from '../support/requests.js';

type Body = Record<string, unknown>;

describe('keys and sessions', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
  });
  afterAll(() => app?.remove());

  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) => {
    const json: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const answer = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: { ...json, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
  };
  const withKey = (key: string) => ({ 'X-Api-Key': key });
  const keyOf = async (name: string, ...scopes: string[]) => {
    const { status, body } = await app.api.call('POST', '/keys', { name, scopes });
    expect([status, body['name'], body['scopes']]).toEqual([201, name, scopes]);
    return body['key'] as string;
  };
  const signIn = async (apiKey = app.key) => {
    const answer = await call('POST', '/session', {}, { apiKey });
    const [cookie = '', ...attributes] = answer.headers.get('set-cookie')?.split('; ') ?? [];
    return { ...answer, cookie, attributes };
  };
  const page = (cookie: string) => ({
    Cookie: cookie,
    Origin: app.url,
    'X-Ledgarr-Page': '1',
    'Content-Type': 'application/json',
  });
  /** A POST that reaches the controller, which refuses what it is given: 400. */
  const change = (headers: Record<string, string>) => call('POST', '/clients', headers, {});

  describe('a named key', () => {
    it('is shown once, and its hash alone is kept', async () => {
      const key = await keyOf('shown-once', 'read');
      const { body } = await app.api.call('GET', '/keys');
      expect((body['items'] as Body[]).find(({ name }) => name === 'shown-once')).toEqual({
        name: 'shown-once',
        scopes: ['read'],
        settings: {},
        createdAt: expect.any(String),
        lastUsedAt: null,
      });
      expect(JSON.stringify(body)).not.toContain(key);
      await call('GET', '/downloads', withKey(key));
      const again = (await app.api.call('GET', '/keys')).body['items'] as Body[];
      expect(again.find(({ name }) => name === 'shown-once')?.['lastUsedAt']).toEqual(expect.any(String));
    });

    it('has a name of its own, which is no actor of the service', async () => {
      await keyOf('twice', 'read');
      const add = async (body: Body) => {
        const answer = await app.api.call('POST', '/keys', body);
        return [answer.status, answer.body['code']];
      };
      expect(await add({ name: 'twice', scopes: ['read'] })).toEqual([409, 'key-exists']);
      for (const name of ['api', 'monitor', 'Sonarr', '', 'a b']) {
        expect(await add({ name, scopes: ['read'] })).toEqual([400, 'invalid-input']);
      }
      expect(await add({ name: 'x', scopes: [] })).toEqual([400, 'invalid-input']);
      expect(await add({ name: 'x', scopes: ['root'] })).toEqual([400, 'invalid-input']);
    });

    it.each([
      ['read', [200, 403, 403, 403]],
      ['request', [403, 400, 403, 403]],
      ['admin', [200, 400, 400, 200]],
    ])('with the scope %s may do that and no more', async (scope, expected) => {
      const key = withKey(await keyOf(`only-${scope}`, scope));
      const answers = [
        await call('GET', '/downloads', key),
        await call('POST', '/downloads', key, {}),
        await change(key),
        await call('GET', '/keys', key),
      ];
      expect(answers.map(({ status }) => status)).toEqual(expected);
      for (const { status, body } of answers) if (status === 403) expect(body['code']).toBe('forbidden');
    });

    it('is the actor of what it asks for, and cancels that alone', async () => {
      const key = withKey(await keyOf('sonarr', 'request'));
      const others = (await ask(app.api, 'Of others', { content: movie('Of others') })).download;
      const own = await call('POST', '/downloads', key, {
        release: { magnet: 'magnet:?xt=urn:btih:00000000000000000000000000000000000000aa&dn=Own' },
      });
      const id = String(own.body['id']);
      const cancel = (which: string) => call('POST', `/downloads/${which}/cancel`, key, { forget: true });
      expect((await cancel(others.id)).status).toBe(403);
      expect((await cancel('00000000-0000-4000-8000-000000000000')).status).toBe(404);
      expect((await cancel(id)).body['status']).toBe('cancelled');
      const history = (await app.api.call('GET', `/history?download=${id}`)).body['items'] as Body[];
      expect(new Set(history.map(({ actor }) => actor))).toEqual(new Set(['sonarr']));
      expect((await app.api.download(others.id)).status).not.toBe('cancelled');
    });

    it('is worth nothing once it is removed, and neither are its sessions', async () => {
      const key = await keyOf('removed', 'admin');
      const { cookie } = await signIn(key);
      expect((await call('GET', '/session', { Cookie: cookie })).body['name']).toBe('removed');
      expect((await app.api.call('DELETE', '/keys/none')).status).toBe(404);
      expect((await call('DELETE', '/keys/removed', withKey(app.key))).status).toBe(204);
      expect((await call('GET', '/downloads', withKey(key))).status).toBe(401);
      expect((await call('GET', '/downloads', { Cookie: cookie })).status).toBe(401);
    });
  });

  describe('a session', () => {
    it('is traded for a key, and its cookie is for us alone', async () => {
      const { status, body, cookie, attributes, headers } = await signIn();
      expect([status, body['name'], body['scopes']]).toEqual([200, 'api', ['admin']]);
      expect(attributes).toEqual(['Max-Age=2592000', 'Path=/', 'HttpOnly', 'SameSite=Strict']);
      expect(cookie).not.toContain(app.key);
      expect(headers.get('cache-control')).toBe('no-store');
      const seen = await call('GET', '/downloads', { Cookie: cookie });
      expect([seen.status, seen.headers.get('vary'), seen.headers.get('cache-control')]).toEqual([200, 'Cookie', 'no-store']); // prettier-ignore
    });

    it('has a cookie for https alone where it was opened by https', async () => {
      const { headers } = await call('POST', '/session', { 'X-Forwarded-Proto': 'https' }, { apiKey: app.key });
      expect(headers.get('set-cookie')).toContain('; Secure');
    });

    it('is not opened by a wrong key, nor by a page of others', async () => {
      expect((await signIn('wrong')).status).toBe(401);
      const foreign = await call('POST', '/session', { Origin: 'http://evil.example' }, { apiKey: app.key });
      expect([foreign.status, foreign.body['code'], foreign.headers.get('set-cookie')]).toEqual([403, 'foreign-page', null]); // prettier-ignore
    });

    it('changes things for our page alone', async () => {
      const { cookie } = await signIn();
      const own = page(cookie);
      expect((await change(own)).status).toBe(400);
      const { 'X-Ledgarr-Page': _page, ...unmarked } = own;
      const { Origin: _origin, ...withoutOrigin } = own;
      const foreign: Record<string, string>[] = [
        unmarked,
        withoutOrigin,
        { ...own, Origin: 'http://127.0.0.1:1' },
        { ...own, Origin: 'null' },
        { ...own, 'Sec-Fetch-Site': 'same-site' },
        { ...own, 'Content-Type': 'text/plain' },
      ];
      for (const headers of foreign) expect((await change(headers)).body['code']).toBe('foreign-page');
    });

    it('is listed, and can be ended from here and from elsewhere', async () => {
      const [here, elsewhere] = [await signIn(), await signIn()];
      const { body } = await call('GET', '/session', { Cookie: here.cookie });
      expect((body['sessions'] as Body[]).map(({ id }) => id)).toEqual(
        expect.arrayContaining([here.body['session'], elsewhere.body['session']]),
      );
      expect((await call('DELETE', `/session/${String(elsewhere.body['session'])}`, page(here.cookie))).status).toBe(
        204,
      );
      expect((await call('GET', '/session', { Cookie: elsewhere.cookie })).status).toBe(401);
      const out = await call('DELETE', '/session', page(here.cookie));
      expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
      expect((await call('GET', '/session', { Cookie: here.cookie })).status).toBe(401);
      expect((await call('DELETE', '/session', withKey(app.key))).status).toBe(400);
    });

    it('of one key is none of another', async () => {
      const [mine, theirs] = [await signIn(await keyOf('mine', 'read')), await signIn(await keyOf('theirs', 'read'))];
      const revoke = await call('DELETE', `/session/${String(theirs.body['session'])}`, page(mine.cookie));
      expect(revoke.status).toBe(404);
      expect((await call('GET', '/downloads', { Cookie: theirs.cookie })).status).toBe(200);
      expect((await change(page(mine.cookie))).body['code']).toBe('forbidden');
    });

    it('is forgotten, the longest unused first, where a key has opened a hundred others', async () => {
      const key = await keyOf('signs-in-often', 'read');
      const first = await signIn(key);
      const second = await signIn(key);
      await call('GET', '/downloads', page(second.cookie));
      for (let i = 0; i < 99; i++) await signIn(key);
      expect((await call('GET', '/downloads', page(first.cookie))).status).toBe(401);
      expect((await call('GET', '/downloads', page(second.cookie))).status).toBe(200);
    });
  });

  describe('every answer', () => {
    const port = () => Number(new URL(app.url).port);
    const get = (path: string, host: string) =>
      rawHttp(port(), `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Api-Key: ${app.key}\r\nConnection: close\r\n\r\n`);

    it.each(['127.0.0.1', '[::1]:6363', '192.168.1.7:6363', 'localhost', 'nas', 'nas.local', 'LEDGARR.internal.'])(
      'is given at %s',
      async (host) => expect((await get('/api/v1/downloads', host)).status).toBe(200),
    );

    it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:6363', '@', 'a b'])(
      'is refused at %s',
      async (host) => expect([400, 421]).toContain((await get('/api/v1/downloads', host)).status || 400),
    );

    it.each(['/api/v1/downloads', '/nothing', '/health/live', '/%zz'])('has the strict headers: %s', async (path) => {
      const { text } = await get(path, 'localhost');
      const head = text.split('\r\n\r\n')[0]!.toLowerCase();
      expect(head).toContain("content-security-policy: default-src 'none'; script-src 'self';");
      expect(head).toContain('x-content-type-options: nosniff');
      expect(head).toContain('referrer-policy: no-referrer');
      expect(head).toContain('cross-origin-opener-policy: same-origin');
    });

    it('has an id, the one of the request where it can be kept', async () => {
      const id = async (given?: string) =>
        (await call('GET', '/downloads', given === undefined ? {} : { 'X-Request-Id': given })).headers.get(
          'x-request-id',
        );
      expect(await id('abc-1')).toBe('abc-1');
      expect(await id()).toMatch(/^[0-9a-f-]{36}$/);
      expect(await id('a b"')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('slows down who guesses, and not who has been right from there before', async () => {
    const known = withKey(await keyOf('before', 'read'));
    expect((await call('GET', '/downloads', known)).status).toBe(200);
    const unseen = withKey(await keyOf('after', 'read'));
    let answer = await call('GET', '/downloads', withKey('wrong 0'));
    for (let i = 1; answer.status === 401 && i < 100; i++)
      answer = await call('GET', '/downloads', withKey(`wrong ${i}`));
    expect([answer.status, answer.body['code']]).toEqual([429, 'too-many-failures']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('GET', '/downloads', known)).status).toBe(200);
    expect((await call('GET', '/downloads', unseen)).status).toBe(429);
    expect((await signIn('another')).status).toBe(429);
  });
});
