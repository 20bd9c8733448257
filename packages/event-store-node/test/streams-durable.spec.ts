import { type AppendResult, EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:http2';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { LogInUse } from '../src/log/log-lock.js';
import { startNode } from '../src/node.js';
import { superviseNode } from '../src/supervisor.js';
import { type FreshDatabase, freshDatabase } from './support/databases.js';

const program = path.resolve('packages/event-store-node/dist/src/main.js');
const logger = pino({ level: 'silent' });
const unary = { credentials: { username: 'admin', password: 'changeit' } };
const event = (n: number, id: string = randomUUID()) => jsonEvent({ id, type: 'Kept', data: { n } });

/** The embedded node alone: what it does with its database and its process is no matter of the protocol. */
(process.env.EVENTSTORE_URL ? describe.skip : describe)('the embedded node', () => {
  let database: FreshDatabase;
  beforeEach(async () => (database = await freshDatabase()));
  afterEach(() => database.drop());

  const idsOf = async (url: string): Promise<string[]> => {
    const client = EventStoreDBClient.connectionString(url);
    const found: string[] = [];
    for await (const { event: read } of client.readAll()) if (read?.type === 'Kept') found.push(read.id);
    await client.dispose();
    return found;
  };

  it('loses, doubles and takes back nothing when it is killed again and again while 32 writers write', async () => {
    const node = await superviseNode({ databaseUrl: database.url, logger, program });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const acknowledged: string[] = [];
    const shown = new Set<string>();
    let writing = true;
    const again = async (work: () => Promise<AppendResult>): Promise<AppendResult> => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          const { code } = error as { code?: number };
          if (code !== 14 && code !== 4) throw error;
          await pause(20);
        }
      }
    };
    const writer = async (name: string) => {
      for (let revision: bigint | 'no_stream' = 'no_stream', n = 0; writing; n++) {
        const written = event(n);
        const expectedRevision: bigint | 'no_stream' = revision;
        const append = (): Promise<AppendResult> =>
          client.appendToStream(name, written, { expectedRevision, ...unary });
        revision = (await again(append)).nextExpectedRevision;
        acknowledged.push(written.id);
      }
    };
    const left = new AbortController();
    const reader = async () => {
      while (!left.signal.aborted) {
        const subscription = client.subscribeToAll({ fromPosition: START });
        subscription.on('data', ({ event: read }) => read?.type === 'Kept' && shown.add(read.id));
        // It ends with an error when the node is killed, and with an AbortError when the writers are done.
        await once(subscription, 'end', { signal: left.signal }).catch(() => undefined);
        subscription.on('error', () => undefined);
        await subscription.unsubscribe();
      }
    };
    const writers = Array.from({ length: 32 }, (_, i) => writer(`kept-${i}`));
    const reading = reader();
    for (let kill = 0; kill < 5; kill++) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 100 + Math.random() * 200) await pause(1);
      process.kill(node.pid!, 'SIGKILL');
    }
    const before = acknowledged.length;
    while (acknowledged.length < before + 100) await pause(1);
    writing = false;
    await Promise.all(writers);
    left.abort();
    await reading;
    await client.dispose();
    const ids = await idsOf(node.connectionString);
    await node.stop();
    const kept = new Set(ids);
    expect(ids).toHaveLength(kept.size);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect([...shown].filter((id) => !kept.has(id))).toEqual([]);
    const db = new pg.Client({ connectionString: database.url });
    await db.connect();
    const { rows } = await db.query(
      'select count(*)::int n, min(position)::int low, max(position)::int high from event_store.events',
    );
    await db.end();
    expect(rows[0]).toEqual({ n: rows[0].high, low: 1, high: rows[0].high });
  });

  it('shows a reader nothing that is not committed', async () => {
    const node = await startNode({ databaseUrl: database.url });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const seen: string[] = [];
    const subscription = client.subscribeToStream('held').on('data', ({ event: read }) => seen.push(read!.id));
    await once(subscription, 'confirmation');
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query('begin; lock table event_store.events in share mode');
    const held = event(1);
    const append = client.appendToStream('held', held, unary);
    const waits =
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and application_name like '%writer'";
    while ((await blocker.query(waits)).rowCount === 0) await pause(5);
    const state = client.readStream('held');
    await expect(
      (async () => {
        for await (const { event: read } of state) seen.push(read!.id);
      })(),
    ).rejects.toMatchObject({ type: 'stream-not-found' });
    expect(seen).toEqual([]);
    await blocker.query('commit');
    await append;
    while (seen.length === 0) await once(subscription, 'data');
    expect(seen).toEqual([held.id]);
    await blocker.end();
    await client.dispose();
    await node.close();
  });

  it('is alone on its log: a second one is refused, and takes over once the first is gone', async () => {
    const first = await startNode({ databaseUrl: database.url });
    await expect(startNode({ databaseUrl: database.url })).rejects.toBeInstanceOf(LogInUse);
    const second = (async () => startNode({ databaseUrl: database.url }))();
    await first.close();
    await (await second).close();
  });

  it('writes no more once the connection with its lock is lost', async () => {
    const node = await startNode({ databaseUrl: database.url });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    await client.appendToStream('s', event(1), unary);
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%writer'",
    );
    await admin.end();
    expect(await node.ended).toBeInstanceOf(Error);
    await expect(node.log.write({ kind: 'tombstone', stream: 's', expected: -2 })).rejects.toThrow(/lock/);
    await client.dispose();
    await node.close();
  });

  it('answers nobody but who has its token', async () => {
    const node = await startNode({ databaseUrl: database.url, token: 'right-one' });
    const as = async (url: string) => {
      const client = EventStoreDBClient.connectionString(url);
      try {
        return (await client.appendToStream('s', event(1), unary)).success;
      } catch (error) {
        return (error as { code?: number; type?: string }).code ?? (error as { type?: string }).type;
      } finally {
        await client.dispose();
      }
    };
    expect(await as(node.connectionString)).toBe(true);
    expect(await as(node.connectionString.replace('right', 'wrong'))).toBe(16);
    expect(await as(`esdb://127.0.0.1:${node.port}?tls=false`)).toBe(16);
    await expect(fetch(`http://127.0.0.1:${node.port}/info`)).rejects.toThrow();
    await node.close();
  });

  it('outlives calls that break off and messages that are none', async () => {
    const node = await startNode({ databaseUrl: database.url });
    const session = connect(`http://127.0.0.1:${node.port}`);
    const call = (method: string, body: Buffer) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/event_store.client.streams.Streams/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      stream.on('error', () => undefined);
      stream.resume();
      stream.end(body);
      return once(stream, 'close');
    };
    const framed = (length: number, bytes: number[]) =>
      Buffer.from([0, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, ...bytes]);
    for (const method of ['Append', 'Read', 'Delete', 'BatchAppend']) {
      await call(method, framed(3, [0xff, 0xff, 0xff]));
      await call(method, Buffer.from('no gRPC at all'));
      await call(method, framed(0x7fffffff, [1, 2, 3]));
    }
    session.destroy();
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const many = Array.from({ length: 1_000 }, () => client.subscribeToAll({ fromPosition: START }));
    await Promise.all(many.map((subscription) => once(subscription, 'caughtUp')));
    await client.dispose();
    const next = EventStoreDBClient.connectionString(node.connectionString);
    expect(await next.appendToStream('s', event(1), unary)).toMatchObject({ success: true });
    await next.dispose();
    await node.close();
  });
});
