import { readFile } from 'node:fs/promises';
import { PROBLEM_TYPE } from '../../src/http/problem.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { magnetOf } from '../support/requests.js';

const NOBODY = '0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01';
/** Values that one field or another may choke on. */
const HOSTILE: [name: string, value: unknown][] = [
  ['NUL', 'a\0b'],
  ['half a surrogate', 'a\ud800b'],
  ['the other half', '\udc00'],
  ['controls', '\u0001\u001f\u007f\u0085'],
  ['nothing', ''],
  ['blanks', '   '],
  ['a long text', 'x'.repeat(200_000)],
  ['a long text of four bytes each', '𝕏'.repeat(50_000)],
  ['a path', '../../../../etc/passwd'],
  ['a pattern', '%_\\%(((['],
  ['an address', 'http://[::1'],
  ['an address with a bad port', 'http://nas:99999999'],
  ['2^31', 2 ** 31],
  ['2^53', 2 ** 53],
  ['1e308', 1e308],
  ['-1e308', -1e308],
  ['a fraction', 0.1],
  ['minus one', -1],
  ['true', true],
  ['null', null],
  ['a list', [1, 'a', null]],
  ['an object', { toString: 'x' }],
  ['an empty list', []],
];

type Call = [method: 'POST' | 'PUT', path: string, body: Record<string, unknown>];
const work = { mediaId: 'tvdb:1', title: 'A Show' };
const release = { magnet: magnetOf('hostile') };
const client = { id: 'given', name: 'Given', type: 'transmission', url: 'http://127.0.0.1:9', enabled: false, priority: 1, username: 'u', password: 'p', apiKey: 'k', category: 'c', downloadDir: '/d', pathMappings: [{ remote: '/r', local: '/l' }], adopt: 'none', failAfterStalledMinutes: 5, removeAfterSeeding: false }; // prettier-ignore
const CALLS: Call[] = [
  ['POST', '/downloads', { release, title: 't', client: 'nobody', category: 'c', priority: 1, indexer: 'i', force: false, content: { kind: 'movie', ...work, year: 1999 } }], // prettier-ignore
  ['POST', '/downloads', { release: { url: 'http://127.0.0.1:9/x' } }],
  ['POST', '/downloads', { release: { torrent: 'ZGU=' } }],
  ['POST', '/downloads', { release: { nzb: 'PG56Yi8+' } }],
  ['POST', '/downloads', { release, content: { kind: 'episodes', ...work, season: 1, episodes: [1] } }],
  ['POST', '/downloads', { release, content: { kind: 'season', ...work, season: 1, episodes: [1] } }],
  ['POST', '/downloads', { release, content: { kind: 'series', ...work } }],
  ['POST', `/downloads/${NOBODY}/cancel`, { removeData: false, forget: false }],
  ['POST', `/downloads/${NOBODY}/pause`, { any: 1 }],
  ['POST', `/downloads/${NOBODY}/resume`, { any: 1 }],
  ['POST', `/downloads/${NOBODY}/retry`, { any: 1 }],
  ['POST', '/clients', client],
  ['PUT', '/clients/nobody', { ...client, id: 'nobody' }],
  ['POST', '/clients/nobody/test', { any: 1 }],
  ['POST', '/projections/nothing/rebuild', { dryRun: true }],
  ['POST', '/projections/downloads/parked/retry', { stream: 's' }],
  ['POST', `/projections/downloads/parked/${NOBODY}/skip`, { any: 1 }],
];

/** The body once for each of its fields, at any depth, with the value in that field's place; once as the whole; once beside. */
function* spoiled(body: unknown, value: unknown): Generator<unknown> {
  yield value;
  if (typeof body !== 'object' || body === null) return;
  if (!Array.isArray(body)) yield { ...body, [typeof value === 'string' ? value.slice(0, 50) : 'more']: value };
  for (const [field, inner] of Object.entries(body)) {
    for (const other of spoiled(inner, value)) {
      yield Array.isArray(body) ? body.with(Number(field), other) : { ...body, [field]: other };
    }
  }
}

describe('a hostile request', () => {
  let app: Ledgarr;
  let key: string;
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' });
    key = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
    await app.api.call('POST', '/clients', { ...client, id: 'nobody' });
  });
  afterAll(() => app?.remove());

  type Sent = { method: string; path: string; body?: string; headers?: Record<string, string> };
  /** What is wrong with the answer; undefined for one that is as it should be. */
  const complaint = async ({ method, path, body, headers }: Sent): Promise<string | undefined> => {
    const all = { 'X-Api-Key': key, 'Content-Type': 'application/json', ...headers };
    const answer = await fetch(`${app.url}/api/v1${path}`, { method, headers: all, body });
    const text = await answer.text();
    const fine = answer.ok || (answer.status !== 500 && answer.headers.get('content-type') === PROBLEM_TYPE);
    return fine ? undefined : `${method} ${path} ${body?.slice(0, 300)}: ${answer.status} ${text.slice(0, 200)}`;
  };
  const complaints = async (all: Iterable<Sent>): Promise<string[]> => {
    const found: (string | undefined)[] = [];
    for (const sent of all) found.push(await complaint(sent));
    return found.filter((each) => each !== undefined);
  };

  it.each(HOSTILE)('is refused or taken, whatever field holds %s', async (_name, value) => {
    function* all() {
      for (const [method, path, body] of CALLS) {
        for (const each of spoiled(body, value)) yield { method, path, body: JSON.stringify(each) };
      }
    }
    expect(await complaints(all())).toEqual([]);
    // Nothing of it has stayed to hurt others.
    expect((await app.api.call('GET', '/clients')).status).toBe(200);
    expect((await app.api.call('GET', '/downloads')).status).toBe(200);
  });

  it.each(['%00', 'a%00b', '%ED%A0%80', '..%2f..', '%F0%9D%95%8F', '9'.repeat(400), "'", '%25', '-1', ' ', '*'])(
    'is refused, whatever path holds %s',
    async (part) => {
      const ids = ['/downloads/$', '/downloads/$/events', '/clients/$', '/projections/$', '/projections/$/parked'];
      const acts = ['/downloads/$/cancel', '/downloads/$/pause', '/downloads/$/retry', '/clients/$/test', '/projections/$/rebuild', '/projections/$/parked/retry', '/projections/downloads/parked/$/skip']; // prettier-ignore
      const all = [
        ...ids.map((path) => ({ method: 'GET', path: path.replace('$', part) })),
        ...acts.map((path) => ({ method: 'POST', path: path.replace('$', part), body: '{}' })),
        { method: 'PUT', path: `/clients/${part}`, body: JSON.stringify(client) },
        { method: 'DELETE', path: `/clients/${part}`, body: '{}' },
      ];
      expect(await complaints(all)).toEqual([]);
    },
  );

  it.each(['', ' ', 'x'.repeat(256), '\xff\xfe', '\t,;"'])(
    'is refused or taken with the Idempotency-Key %j',
    async (given) => {
      // prettier-ignore
      const body = JSON.stringify({ release });
      expect(await complaints([{ method: 'POST', path: '/downloads', body, headers: { 'Idempotency-Key': given } }])).toEqual([]); // prettier-ignore
    },
  );

  it('is refused when a text of megabytes is where a name belongs', async () => {
    const text = 'x'.repeat(70 * 1024 * 1024);
    const bodies = [{ release, title: text }, { release, indexer: text }, { release: { magnet: text } }, { release, client: text }]; // prettier-ignore
    for (const body of bodies) {
      const { status, body: problem } = await app.api.call('POST', '/downloads', body);
      expect([status, problem['code']]).toEqual([400, 'invalid-input']);
    }
  });
});
