import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/daemons/process.js';
import { CountingGateway } from '../support/counting-gateway.js';
import { freshNode, type TestNode } from '../../packages/event-store-node/test/support/fresh-node.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { soak, type SoakedApp } from '../support/soak.js';

describe('a service that is probed and asked in vain for a long time', () => {
  let node: TestNode;
  let gateway: CountingGateway;
  let app: Ledgarr;
  let soaked: SoakedApp;
  beforeAll(async () => {
    node = await freshNode();
    gateway = await CountingGateway.before(node.url);
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', EVENTSTORE_URL: gateway.url });
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    const key = (await readFile(join(app.dataDir, 'api-key'), 'utf8')).trim();
    soaked = { api: app.api, url: app.url, pid: app.pid, key, gateway };
  });
  afterAll(async () => {
    await app?.remove();
    gateway?.close();
    await node?.stop();
  });

  it('holds no more calls, sockets and memory than before', async () => {
    const { before, after, answers } = await soak(soaked, 400, 400);
    // On a machine that is busy enough a probe may have to say that a store did not answer in time.
    const inTime = Object.keys(answers).filter((answer) => !answer.startsWith('503'));
    expect(inTime.sort()).toEqual([
      '200 projections',
      '200 ready',
      '404 unknown: events',
      '404 unknown: pause',
      '404 unknown: retry',
      '409 duplicate',
    ]);
    expect(after.openCalls).toBe(before.openCalls);
    expect(after.sockets).toBeLessThanOrEqual(before.sockets + 10);
    expect(after.memoryMb).toBeLessThan(before.memoryMb + 200);
  });

  const ready = async () => {
    const answer = await fetch(`${app.url}/health/ready`, { headers: { 'X-Api-Key': soaked.key } });
    const { problems } = (await answer.json()) as { problems: string[] };
    return [answer.status, ...problems].join(' ');
  };

  it('says that it is not ready while the event store does not answer, and leaves nothing open by that', async () => {
    const before = gateway.open;
    gateway.frozen = true;
    for (let i = 0; i < 5; i++) {
      const answers = await Promise.all(Array.from({ length: 20 }, ready));
      expect(new Set(answers)).toEqual(new Set(['503 The event store does not answer.']));
    }
    // A hundred have asked.
    expect(gateway.open - before).toBeLessThan(10);
    gateway.frozen = false;
    await until('it is ready again', async () => (await ready()) === '200');
    await until('nothing is left', async () => gateway.open === before);
  });
});
