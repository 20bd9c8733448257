import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startNode } from '../src/node.js';
import { asAdmin, type FreshDatabase, freshDatabase } from './support/databases.js';

const unary = { credentials: { username: 'admin', password: 'changeit' } };
const event = () => jsonEvent({ type: 'Kept', data: {} });

/** A way to PostgreSQL that breaks each connection over which a client sends this text. */
const breakingAt = async (databaseUrl: string, text: () => string | undefined): Promise<Server> => {
  const { hostname, port } = new URL(databaseUrl);
  const server = createServer((socket) => {
    const onwards = connect(Number(port), hostname);
    socket.on('data', (bytes: Buffer) => {
      const end = text();
      if (end !== undefined && bytes.includes(end)) socket.destroy();
      else onwards.write(bytes);
    });
    onwards.on('data', (bytes) => socket.write(bytes));
    socket.on('error', () => undefined).on('close', () => onwards.destroy());
    onwards.on('error', () => undefined).on('close', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const through = (server: Server, databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url.href;
};

/** HTTP/2 as it is on the wire: the preface, settings, a GET of `/` that is no gRPC, and its reset, all in one piece. */
const RESET_AT_ONCE = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from('000000' + '04' + '00' + '00000000', 'hex'),
  Buffer.from('000006' + '01' + '05' + '00000001' + '828684410178', 'hex'),
  Buffer.from('000004' + '03' + '00' + '00000001' + '00000008', 'hex'),
]);

/** An error that nobody listens to ends the process, and here the test. */
(process.env.EVENTSTORE_URL ? describe.skip : describe)('a connection that breaks concerns itself alone', () => {
  let database: FreshDatabase;
  beforeEach(async () => (database = await freshDatabase()));
  afterEach(() => database.drop());

  /** Ends sessions of the node, once there are any. @param which a condition on pg_stat_activity */
  const terminate = (which: string) =>
    asAdmin(async (admin) => {
      const name = new URL(database.url).pathname.slice(1);
      const sessions = `from pg_stat_activity where datname = '${name}' and application_name like 'ledgarr event store %' and ${which}`;
      while ((await admin.query(`select pg_terminate_backend(pid) ${sessions}`)).rowCount === 0) await pause(5);
      while ((await admin.query(`select 1 ${sessions}`)).rowCount !== 0) await pause(5);
    });

  const serves = async (connectionString: string) => {
    const client = EventStoreDBClient.connectionString(connectionString);
    try {
      const { success } = await client.appendToStream('s', event(), unary);
      return success;
    } finally {
      await client.dispose();
    }
  };

  it('of a node that waits for the lock of the log: it does not start, and says why', async () => {
    const first = await startNode({ databaseUrl: database.url });
    const second = expect(startNode({ databaseUrl: database.url })).rejects.toThrow(/terminating connection/);
    await terminate(
      "query like '%pg_try_advisory_lock%' and pid not in (select pid from pg_locks where locktype = 'advisory')",
    );
    await second;
    expect(await serves(first.connectionString)).toBe(true);
    await first.close();
  });

  it('of a reader that is being prepared: its question fails, and the next has another', async () => {
    const before = await startNode({ databaseUrl: database.url });
    await serves(before.connectionString);
    await before.close();
    let breaksAt: string | undefined;
    const way = await breakingAt(database.url, () => breaksAt);
    // What was written before its start a node has from the table alone.
    const node = await startNode({ databaseUrl: through(way, database.url) });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const read = async () => {
      const types: string[] = [];
      for await (const { event: found } of client.readStream('s')) types.push(found!.type);
      return types;
    };
    await terminate("application_name like '%reader'");
    breaksAt = 'plan_cache_mode';
    await expect(read()).rejects.toMatchObject({ code: 14 });
    breaksAt = undefined;
    expect(await read()).toEqual(['Kept']);
    await client.dispose();
    await node.close();
    way.close();
  });

  it('of whoever asks over HTTP for an address that is none', async () => {
    const node = await startNode({ databaseUrl: database.url });
    for (const path of ['//', '//[', '/info'])
      expect([path, (await fetch(`http://127.0.0.1:${node.port}${path}`)).status]).toEqual([
        path,
        path === '/info' ? 200 : 404,
      ]);
    await node.close();
  });

  it('of whoever resets a call that is no gRPC before it is looked at', async () => {
    const node = await startNode({ databaseUrl: database.url });
    const socket = connect(node.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(RESET_AT_ONCE);
    await once(socket, 'data');
    expect(await serves(node.connectionString)).toBe(true);
    socket.destroy();
    await node.close();
  });
});
