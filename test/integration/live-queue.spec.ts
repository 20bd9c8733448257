import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { EventStream } from '../../src/downloads/live/event-stream.js';
import { LiveReader } from '../../src/downloads/live/live-reader.js';
import { MessageLog } from '../../src/downloads/live/message-log.js';
import { Message } from '../../src/downloads/live/message.js';
import { ConfiguredClients } from '../../src/download-clients/configured-clients.js';
import { writeTelemetry } from '../../src/downloads/monitor/telemetry.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/daemons/process.js';
import { LiveQueueReader } from '../support/live-reader.js';
import { ask, forget, movie } from '../support/requests.js';

type Rows = { id: string; rev: number }[];
const rowsOf = (data: Record<string, unknown>) => data['rows'] as Rows;
const has = (id: string) => (data: Record<string, unknown>) => rowsOf(data).some((row) => row.id === id);

describe('the live queue', () => {
  let app: App;
  let source: DataSource;
  const readers: LiveQueueReader[] = [];
  beforeAll(async () => {
    app = await startApp();
    source = await createDataSource(app.databaseUrl).initialize();
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    await ask(app.api, 'First', { content: movie('First') });
    // Whatever is seen of its rows from now on reads as of a client that is away.
    await until('the client to be away', async () => (await app.api.queue())[0]?.status === 'client-unavailable');
  });
  afterEach(() => readers.splice(0).forEach((reader) => reader.leave()));
  afterAll(async () => {
    await source?.destroy();
    await app?.remove();
  });

  const read = async (query = '', headers: Record<string, string> = { 'X-Api-Key': app.key }) => {
    const reader = await LiveQueueReader.open(app.url, headers, query);
    readers.push(reader);
    return reader;
  };
  const ready = async (query = '') => {
    const reader = await read(query);
    await reader.untilTold('ready');
    return reader;
  };
  /** What the queue answers, in the same words. */
  const queue = async () => (await app.api.queue()).map((row) => [row.id, row.status]).sort();
  const heldBy = (reader: LiveQueueReader) => [...reader.rows.values()].map(({ id, status }) => [id, status]).sort();
  const begin = async (name: string) => (await ask(app.api, name, { content: movie(name) })).download.id;
  const see = (id: string, progress: number, more: object = {}) =>
    source.query<{ revision: number }[]>('SELECT revision FROM downloads WHERE id = $1', [id]).then(([row]) =>
      writeTelemetry(source, [
        {
          download_id: id,
          status: 'downloading',
          progress,
          missing_polls: 0,
          observed_revision: row!.revision,
          ...more,
        },
      ]),
    );

  it('begins with the queue, packed, and is kept by nobody on the way', async () => {
    const reader = await ready();
    expect(reader.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reader.response.headers.get('content-encoding')).toBe('gzip');
    expect(reader.response.headers.get('cache-control')).toBe('no-store');
    expect(reader.response.headers.get('x-accel-buffering')).toBe('no');
    const [first] = reader.of('ready');
    expect(first).toMatchObject({ at: expect.any(String), lagSeconds: expect.any(Number), counts: { byClient: { nobody: expect.any(Number) } }, totals: { total: reader.rows.size } }); // prettier-ignore
    expect(heldBy(reader)).toEqual(await queue());
  });

  it('tells what is added, what has changed and what is gone, and the history of it', async () => {
    const reader = await ready();
    const id = await begin('Added');
    await reader.untilTold('put', has(id));
    await see(id, 0.25, { download_speed: 1000 });
    const seen = await reader.untilTold('patch', has(id));
    expect(rowsOf(seen)).toEqual([{ id, rev: expect.any(Number), progress: 0.25, downloadSpeed: 1000 }]);
    await forget(app.api, id);
    expect(rowsOf(await reader.untilTold('remove', has(id)))).toEqual([
      { id, rev: expect.any(Number), status: 'cancelled', reason: expect.any(String) },
    ]);
    await reader.untilTold('history', ({ entry }) => (entry as { downloadId: string; type: string }).type === 'download.cancelled'); // prettier-ignore
    await reader.untilTold('counts', ({ totals }) => (totals as { total: number }).total === reader.rows.size);
    const revs = reader.messages.flatMap(({ data }) => ((data['rows'] ?? []) as Rows).filter((row) => row.id === id)).map(({ rev }) => rev); // prettier-ignore
    expect(revs).toEqual([...revs].sort((a, b) => a - b));
  });

  it('says nothing where a look has found nothing new', async () => {
    const id = await begin('Still');
    await see(id, 0.5);
    const reader = await ready();
    await see(id, 0.5);
    await see(id, 0.500001);
    const other = await begin('After it');
    await reader.untilTold('put', has(other));
    expect(reader.of('patch').filter(has(id))).toEqual([]);
  });

  it('goes on where a reader has left off, and begins anew where it cannot', async () => {
    const first = await ready();
    const [before, held] = [first.lastId!, new Map(first.rows)];
    first.leave();
    const id = await begin('Meanwhile');
    for (const headers of [{ 'Last-Event-ID': before }, {}] as Record<string, string>[]) {
      const query = 'Last-Event-ID' in headers ? '' : `?since=${before}`;
      const again = await read(query, { 'X-Api-Key': app.key, ...headers });
      await again.untilTold('put', has(id));
      expect([again.of('snapshot'), again.of('reset'), held.has(id)]).toEqual([[], [], false]);
    }
    for (const unknown of ['00000000.1', `${before.split('.')[0]}.999999`, 'x']) {
      const lost = await read(`?since=${unknown}`);
      expect(await lost.untilTold('reset')).toEqual({ reason: 'unknown-id' });
      await lost.untilTold('ready');
      expect(heldBy(lost)).toEqual(await queue());
    }
  });

  it('tells each what it has asked for', async () => {
    const [history, all] = [await ready('?topics=history'), await ready()];
    const id = await begin('Topical');
    await all.untilTold('put', has(id));
    await history.untilTold('history', ({ entry }) => (entry as { downloadId: string }).downloadId === id);
    expect(new Set(history.messages.map(({ event }) => event))).toEqual(new Set(['ready', 'history']));
    expect((await read('?topics=queue,nothing')).response.status).toBe(400);
  });

  it('tells that a client is away, in its rows too', async () => {
    const reader = await ready();
    const id = await begin('Of one away');
    await reader.untilTold('put', has(id));
    const health = { lastError: 'refused', latencyMs: null, retryAt: null, version: null };
    for (const state of ['up', 'down'] as const) {
      const isAway = state === 'down';
      await until('the row', async () => {
        // Again each time: the monitor looks at the client as well, and says that it is away.
        await new ConfiguredClients(source, null).recordHealth('nobody', { ...health, state });
        return (reader.rows.get(id)?.['status'] === 'client-unavailable') === isAway;
      });
      await reader.untilTold('client', (data) => (data['health'] as { state: string }).state === state);
    }
  });

  it('is read by ten of a session at a time, until it ends', async () => {
    const signIn = await fetch(`${app.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ apiKey: app.key }),
    });
    const Cookie = signIn.headers.get('set-cookie')!.split(';')[0]!;
    const opened = [];
    for (let i = 0; i < 10; i++) opened.push(await read('', { Cookie }));
    expect(opened.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
    const last = await read('', { Cookie });
    expect([last.response.status, ((await last.response.json()) as { code: string }).code]).toEqual([429, 'too-many-readers']); // prettier-ignore
    opened.pop()!.leave();
    await until('room for another', async () => (await read('', { Cookie })).response.status === 200);
    await source.query('DELETE FROM sessions');
    await opened[0]!.untilEnded();
    expect(opened[0]!.ended).toBe('end');
  });
});

/** Against a real connection whose other end reads nothing. */
describe('a reader who is slow', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  it('holds nobody up, is begun anew, and then has what everybody has', async () => {
    const log = new MessageLog(100_000);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, import('node:http').ServerResponse];
    const snapshot = () => ({ parts: [new Message('ready', { head: log.head }, log.idOf(log.head))], seq: log.head });
    const principal = { name: 't', scopes: [], settings: {}, hash: Buffer.alloc(0), sessionId: null };
    const reader = new LiveReader(principal, new Set(['queue']), {
      log,
      stream: new EventStream(response, false),
      snapshot,
    });
    response.on('drain', () => reader.drained());
    reader.begin(undefined);
    socket.pause();
    const fill = 'x'.repeat(10_000);
    for (let i = 0; i < 3_000; i++) {
      log.append('queue', 'patch', { i, fill });
      reader.pump();
    }
    // What waits for it is a part of what was said: the rest was not kept for it.
    expect(response.writableLength).toBeLessThan(1_000_000);
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.resume();
    await until('the last message', async () => text.includes('"head":3000'));
    expect(text).toContain('event: reset\ndata: {"reason":"slow-reader"}');
    log.append('queue', 'patch', { i: 'after' });
    reader.pump();
    await until('what comes after it', async () => text.includes('"i":"after"'));
    socket.destroy();
  });
});
