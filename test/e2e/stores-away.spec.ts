import { readFile } from 'node:fs/promises';
import { PROBLEM_TYPE } from '../../src/http/problem.js';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { magnetOf, movie } from '../support/requests.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const NOBODY = '0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01';
const AWAY = { database: 'database-unavailable', eventStore: 'event-store-unavailable' };

describe('while a store is away', () => {
  let database: FreshDatabase;
  let proxy: TcpProxy;
  let app: Ledgarr;
  let key: string;
  beforeAll(async () => {
    database = await freshDatabase({ migrated: false });
    const url = new URL(database.url);
    proxy = await new TcpProxy(Number(url.port)).open();
    url.port = String(proxy.port);
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', LEDGARR_LOG_LEVEL: 'silent', DATABASE_URL: url.href });
    key = (await readFile(`${app.dataDir}/api-key`, 'utf8')).trim();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    await untilReady();
  });
  afterAll(async () => {
    proxy?.unblock();
    await app?.remove();
    await proxy?.cut();
    await database?.drop();
  });

  const call = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(app.url + path, {
      method,
      headers: { 'X-Api-Key': key, ...(body && { 'Content-Type': 'application/json' }), ...headers } as Record<
        string,
        string
      >,
      body: body && JSON.stringify(body),
    });
    return { answer, body: (await answer.json()) as Record<string, unknown> };
  };
  const gist = async (method: string, path: string, body?: object) => {
    const { answer, body: problem } = await call(method, path, body);
    return [answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after'), problem['code']];
  };
  const untilReady = () =>
    until('it is ready', async () => (await call('GET', '/health/ready')).answer.status === 200 || undefined);
  const request = (name: string) => ({ release: { magnet: magnetOf(name) }, content: movie(name) });

  const everything: [method: string, path: string, body?: object][] = [
    ['GET', '/api/v1/downloads'],
    ['GET', `/api/v1/downloads/${NOBODY}`],
    ['GET', `/api/v1/downloads/${NOBODY}/events`],
    ['GET', '/api/v1/history'],
    ['GET', '/api/v1/history/attempts'],
    ['GET', '/api/v1/clients'],
    ['GET', '/api/v1/projections'],
    ['POST', '/api/v1/downloads', request('nothing')],
    ['POST', `/api/v1/downloads/${NOBODY}/cancel`, {}],
    ['POST', `/api/v1/downloads/${NOBODY}/pause`],
    ['POST', `/api/v1/downloads/${NOBODY}/retry`],
    ['POST', '/api/v1/clients', { type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' }],
    ['DELETE', '/api/v1/clients/nobody'],
  ];

  it.each([
    ['does not answer', () => Promise.resolve(proxy.block()), () => Promise.resolve(proxy.unblock())],
    ['is gone', () => proxy.cut(), () => proxy.open()],
  ])('a database that %s is told as what it is, by every call', async (_how, leave, comeBack) => {
    await leave();
    try {
      const answers = await Promise.all(everything.map((each) => gist(...each)));
      expect(answers).toEqual(everything.map(() => [503, PROBLEM_TYPE, '5', AWAY.database]));
      expect(await gist('GET', '/health/ready')).toEqual([503, PROBLEM_TYPE, '5', 'not-ready']);
      expect((await call('GET', '/health/live')).answer.status).toBe(200);
    } finally {
      await comeBack();
    }
    await untilReady();
  });

  it('an event store that does not answer is told as what it is, and a repeat has what was begun', async () => {
    const node = await nodeOf(app.pid);
    const once = { 'Idempotency-Key': 'while-away' };
    process.kill(node, 'SIGSTOP');
    try {
      const { answer, body } = await call('POST', '/api/v1/downloads', request('begun'), once);
      expect([answer.status, body['code']]).toEqual([503, AWAY.eventStore]);
      expect((await call('GET', '/health/ready')).body).toMatchObject({
        code: 'not-ready',
        problems: ['The event store does not answer.'],
      });
    } finally {
      process.kill(node, 'SIGCONT');
    }
    await untilReady();
    const { answer, body } = await call('POST', '/api/v1/downloads', request('begun'), once);
    expect(answer.status).toBe(201);
    const { items } = (await call('GET', '/api/v1/downloads')).body as { items: { id: unknown; title: unknown }[] };
    // What was asked for while the database was away may have been begun behind its 503, as it says.
    const begun = items.filter(({ title }) => title === body['title']);
    expect(begun.map(({ id }) => id)).toEqual([body['id']]);
  });
});

/** The process id of an app's event-store node. */
async function nodeOf(app: number): Promise<number> {
  const children = (await readFile(`/proc/${app}/task/${app}/children`, 'utf8')).trim().split(' ').map(Number);
  for (const pid of children) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('event-store-node')) return pid;
  }
  throw new Error('it has no node');
}
