import { type Ledgarr, ledgarr } from '../support/ledgarr.js';

describe('questions to the queue and the history', () => {
  let app: Ledgarr;
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' });
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
  });
  afterAll(() => app?.remove());

  it.each([
    ['/downloads?text=%00', 400, 'invalid-input'],
    ['/history?actor=%00', 400, 'invalid-input'],
    ['/history/attempts?text=%00', 400, 'invalid-input'],
    ['/history?from=0000-01-01T00:00:00Z', 400, 'invalid-input'],
    ['/clients/%00', 404, 'not-found'],
    [
      `/downloads?cursor=${Buffer.from('["x","0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01"]').toString('base64url')}`,
      400,
      'invalid-input',
    ],
  ])('answers the question %s with a problem', async (path, status, code) => {
    const answer = await app.api.call('GET', path);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('pages through the queue by whatever it is sorted, and takes a cursor for that sort alone', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3]) {
      const magnet = `magnet:?xt=urn:btih:${String(n).repeat(40)}&dn=Page.${n}`;
      const { body } = await app.api.call('POST', '/downloads', { release: { magnet }, priority: n });
      ids.push(String(body['id']));
    }
    for (const sort of ['initiatedAt', 'title', 'status', 'progress', 'sizeBytes', 'etaSeconds', 'priority']) {
      for (const order of [sort, `-${sort}`]) {
        const seen: string[] = [];
        for (let cursor = ''; ;) {
          const { status, body } = await app.api.call('GET', `/downloads?text=Page.&sort=${order}&limit=1${cursor}`);
          expect(status).toBe(200);
          seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
          if (body['nextCursor'] === null) break;
          cursor = `&cursor=${String(body['nextCursor'])}`;
          expect(
            (await app.api.call('GET', `/downloads?sort=${sort === 'title' ? 'status' : 'title'}${cursor}`)).status,
          ).toBe(400);
        }
        expect([order, [...seen].sort()]).toEqual([order, [...ids].sort()]);
      }
    }
    for (const id of ids) await app.api.call('POST', `/downloads/${id}/cancel`, { forget: true });
    const [first, ...rest] = await attemptsInPages();
    expect([first, ...rest].filter((id) => ids.includes(id!))).toEqual([...ids].reverse());
  });

  it('pages past titles that are as long as they may be, and knows a cursor that it never gave', async () => {
    const ids: string[] = [];
    for (const n of [1, 2]) {
      const release = { magnet: `magnet:?xt=urn:btih:${String(n + 3).repeat(40)}` };
      const { body } = await app.api.call('POST', '/downloads', { release, title: `Long ${n} ${'千"'.repeat(240)}` });
      ids.push(String(body['id']));
    }
    const { body } = await app.api.call('GET', '/downloads?text=Long&sort=title&limit=1');
    const next = await app.api.call(
      'GET',
      `/downloads?text=Long&sort=title&limit=1&cursor=${String(body['nextCursor'])}`,
    );
    expect((next.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual([ids[1]]);
    for (const [sort, value] of [
      ['sizeBytes', '99999999999999999999'],
      ['sizeBytes', 1e300],
      ['priority', 1.5],
      ['priority', 99999999999],
      ['etaSeconds', 1.5],
      ['title', '\0'],
    ]) {
      const cursor = Buffer.from(JSON.stringify([sort, value, ids[0]])).toString('base64url');
      const { status } = await app.api.call('GET', `/downloads?sort=${sort}&cursor=${cursor}`);
      expect([sort, value, status]).toEqual([sort, value, 400]);
    }
    for (const id of ids) await app.api.call('POST', `/downloads/${id}/cancel`, { forget: true });
  });

  const attemptsInPages = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await app.api.call('GET', `/history/attempts?limit=2${cursor}`);
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      if (body['nextCursor'] === null) return seen;
      cursor = `&cursor=${String(body['nextCursor'])}`;
    }
  };
});
