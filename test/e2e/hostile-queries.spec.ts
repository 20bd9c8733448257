import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a query parameter may be given by who means ill, or by a program that is wrong. */
const HOSTILE = [
  ...[
    '',
    ' ',
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%F0%9F%98%80',
    '%',
    '%zz',
    '%C3%28',
    '%u0000',
    '__proto__',
    '[]',
    '{}',
    "';--",
  ],
  ...['-1', '0', '1.5', '1e999', 'NaN', 'Infinity', '2147483648', '4294967296', '9223372036854775808', '9'.repeat(400)],
  ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B15:59', '9999-12-31T23:59:59-15:59', '2026-02-30T00:00:00Z'],
  ...[
    '2026-01-01T00:00:00%2B16:00',
    '2026-01-01T00:00:00-23:59',
    '2026-01-01T00:00:00%2B99:99',
    '2026-01-01T24:00:00Z',
  ],
  ...['%2B275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '2026-01-01T00:00:60Z'],
  ...[`2026-01-01T00:00:00.${'9'.repeat(300)}Z`, '2026-01-01T00:00:00.9999999Z', '2026-01-01', '2026-01-01T00:00:00'],
  ...[
    [],
    {},
    null,
    1,
    ['x'],
    ['1', '2', '3'],
    ['9'.repeat(400), '1'],
    ['99999999999999999999', '99999999999999999999'],
  ].map(cursorOf),
  ...[
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00.9999999Z',
    `2026-01-01T00:00:00.${'9'.repeat(300)}Z`,
    '9999-12-31T23:59:59.999999Z',
  ].flatMap((at) => [
    cursorOf([at, randomUUID()]),
    cursorOf([at, '1', '1']),
    cursorOf(['initiatedAt', at, randomUUID()]),
  ]),
  ...[-1, 1e300, 2 ** 53, '99999999999999999999', '\ud800', '\0', null].flatMap((value) =>
    ['priority', 'sizeBytes', 'etaSeconds', 'progress', 'title', 'status'].map((sort) =>
      cursorOf([sort, value, randomUUID()]),
    ),
  ),
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', randomUUID(), 'x'.repeat(10_000)],
];

type Operation = { parameters?: { name: string; in: string }[] };
type Document = { paths: Record<string, { get?: Operation }> };

describe('every question that can be asked', () => {
  let app: Ledgarr;
  let key: string;
  const asked: string[] = [];
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' });
    key = (await readFile(join(app.dataDir, 'api-key'), 'utf8')).trim();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    const release = { magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}&dn=One` };
    await app.api.call('POST', '/downloads', { release });
    const { paths } = JSON.parse((await get('/api/openapi.json')).text) as Document;
    for (const [path, { get: operation }] of Object.entries(paths))
      if (operation) asked.push(...questions(path, operation));
  });
  afterAll(() => app?.remove());

  const get = async (path: string) => {
    const answer = await fetch(app.url + path, { headers: { 'X-Api-Key': key } });
    // The live queue never ends by itself.
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream) await answer.body?.cancel();
    return { status: answer.status, text: isStream ? '' : await answer.text() };
  };

  /** Each parameter alone with each value, in the path and in the query; and each cursor with each way to sort. */
  const questions = (path: string, { parameters = [] }: Operation): string[] => {
    const filled = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
    const inPath = /\{/.test(path) ? HOSTILE.map((value) => path.replace(/\{\w+\}/g, () => value)) : [];
    const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    const inQuery = [...names, 'isUnknown'].flatMap((name) => HOSTILE.map((value) => `${filled}?${name}=${value}`));
    const sorted = names.includes('sort')
      ? HOSTILE.flatMap((value) =>
          ['priority', '-title', 'etaSeconds'].map((sort) => `${filled}?sort=${sort}&cursor=${value}`),
        )
      : [];
    const byTime = names.includes('from')
      ? HOSTILE.map((value) => `${filled}?from=2026-01-01T00:00:00Z&cursor=${value}`)
      : [];
    return [...inPath, ...inQuery, ...sorted, ...byTime, ...names.map((name) => `${filled}?${name}=a&${name}=b`)];
  };

  it('is answered, or refused with what is wrong with it, and never fails inside', async () => {
    expect(asked.length).toBeGreaterThan(1_000);
    const failed: string[] = [];
    const left = [...asked];
    const worker = async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) {
        const { status, text } = await get(path);
        // The sole 503 is readiness, when the service has only begun.
        if (status >= 500 && !path.startsWith('/health/ready'))
          failed.push(`${status} ${path.slice(0, 200)} ${text.slice(0, 200)}`);
      }
    };
    await Promise.all([1, 2, 3, 4].map(worker));
    expect(failed).toEqual([]);
  });

  it.each([
    ['from', '2026-01-01T00:00:00%2B16:00'],
    ['to', '2026-01-01T00:00:00-23:59'],
    ['since', '2026-01-01T00:00:00%2B16:00'],
    ['from', '%2B275760-09-13T00:00:00Z'],
    ['from', '0000-01-01T00:00:00Z'],
    ['limit', '9'.repeat(30)],
    ['actor', 'a%00b'],
    ['cursor', cursorOf(['x'])],
  ])('names the field where %s=%s', async (field, value) => {
    const { status, text } = await get(`/api/v1/history?${field}=${value}`);
    const { code, errors } = JSON.parse(text) as { code: string; errors: { field: string }[] };
    expect([status, code, errors.map((each) => each.field)]).toEqual([400, 'invalid-input', [field]]);
  });
});
