import { randomUUID } from 'node:crypto';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { LogEnd } from '../../src/event-store/move-log.js';
import { CountingGateway } from '../support/counting-gateway.js';
import { until } from '../support/daemons/process.js';
import { freshNode, type TestNode } from '../../packages/event-store-node/test/support/fresh-node.js';

const event = () => ({
  id: randomUUID(),
  type: 'download.paused',
  data: {},
  metadata: { commandId: 'c', actor: 'test' },
});

describe('calls to the event store', () => {
  let node: TestNode;
  let gateway: CountingGateway;
  let log: EsdbEventLog;
  let end: LogEnd;
  beforeAll(async () => {
    node = await freshNode();
    gateway = await CountingGateway.before(node.url);
    log = new EsdbEventLog(gateway.url);
    end = new LogEnd(gateway.url);
    for (let i = 0; i < 30; i++) {
      const events = Array.from({ length: 100 }, event);
      await log.append(`${i < 15 ? 'download' : 'foreign'}-a.${i}`, events, 'no-stream');
    }
  });
  afterAll(async () => {
    await log?.close();
    await end?.close();
    gateway?.close();
    await node?.stop();
  });

  const subscribe = async () => {
    for await (const _ of log.subscribe({ after: null, prefixes: ['download-'] }, new AbortController().signal)) break;
  };
  const waitForNothing = async () => {
    const ended = new AbortController();
    const events = log.subscribe({ after: null, prefixes: ['nothing-'] }, ended.signal)[Symbol.asyncIterator]();
    const next = events.next();
    await new Promise(setImmediate);
    ended.abort();
    await next;
  };
  const readRecords = async () => {
    for await (const _ of end.records()) break;
  };

  it.each<[string, () => Promise<unknown>]>([
    ['the last position where it is the last event', () => log.lastPosition(['foreign-'])],
    ['the last position behind foreign events', () => new EsdbEventLog(gateway.url).lastPosition(['download-'])],
    ['the last position of what is not there', () => log.lastPosition(['nothing-'])],
    ['a stream', () => log.readStream('download-a.1')],
    ['a stream that is not there', () => log.readStream('download-none.1')],
    ['a subscription that is left', subscribe],
    ['a subscription that is ended while it waits', waitForNothing],
    ['the last record', () => end.last()],
    ['records that are left', readRecords],
    ['a record that the log does not have', () => end.positionOf({ ...RECORD }).catch(() => null)],
  ])('are closed after %s', async (_, ask) => {
    const { opened } = gateway;
    for (let i = 0; i < 20; i++) await ask();
    expect(gateway.opened).toBeGreaterThanOrEqual(opened + 20);
    await until('all are closed', async () => gateway.open === 0, 10_000);
  });

  /** A server ends a connection on which a client cancels more than a thousand calls in a burst. */
  it('are not cancelled by the thousand', async () => {
    const expected = await log.lastPosition(['foreign-']);
    for (let i = 0; i < 60; i++) {
      const found = await Promise.all(Array.from({ length: 50 }, () => log.lastPosition(['foreign-'])));
      expect(new Set(found.map((position) => position?.commit))).toEqual(new Set([expected?.commit]));
    }
  });

  it('look at foreign events at the end of the log once', async () => {
    const fresh = new EsdbEventLog(gateway.url);
    const { position } = await log.append('download-once.1', [event()], 'no-stream');
    for (let i = 0; i < 5; i++) await log.append(`foreign-b.${i}`, Array.from({ length: 100 }, event), 'no-stream');
    expect(await fresh.lastPosition(['download-'])).toEqual(position);
    const { opened } = gateway;
    for (let i = 0; i < 20; i++) expect(await fresh.lastPosition(['download-'])).toEqual(position);
    expect(gateway.opened).toBe(opened + 20);
    const later = await log.append('download-once.1', [event()], 0n);
    await log.append('foreign-c.1', [event(), event()], 'no-stream');
    expect(await fresh.lastPosition(['download-'])).toEqual(later.position);
    await fresh.close();
  });
});

const RECORD = { stream: 'none-1', revision: '0', id: 'x', type: 't', format: 'json', data: {}, metadata: {} } as const;
