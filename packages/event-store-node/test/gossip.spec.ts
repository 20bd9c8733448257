import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { credentials } from '@grpc/grpc-js';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { type RunningNode, startNode } from '../src/node.js';
import { type FreshDatabase, freshDatabase } from './support/databases.js';

/** Passes connections on from a port of its own, as what ends TLS in front of a node does. */
const forwarder = async (to: () => number): Promise<Server> => {
  const server = createServer((socket) => {
    const onwards = connect(to(), '127.0.0.1');
    socket.on('error', () => onwards.destroy()).on('close', () => onwards.destroy());
    onwards.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(onwards).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** The members that are named to who asks at an address, under a name of one's own. */
const members = async (address: string, authority?: string): Promise<string[]> => {
  const options = authority ? { 'grpc.default_authority': authority } : {};
  const client = new grpc.GossipClient(address, credentials.createInsecure(), options);
  try {
    const info = await new Promise<gossip.ClusterInfo>((resolve, reject) =>
      client.read(new shared.Empty(), (error, answer) => (answer ? resolve(answer) : reject(error!))),
    );
    return info.getMembersList().map((member) => {
      const endpoint = member.getHttpEndPoint()!;
      return `${endpoint.getAddress()} ${endpoint.getPort()}`;
    });
  } finally {
    client.close();
  }
};

/** How the embedded node is found; where a cluster stands is its own affair. */
(process.env.EVENTSTORE_URL ? describe.skip : describe)('how a client finds the node', () => {
  let database: FreshDatabase;
  let node: RunningNode;
  let front: Server;
  beforeAll(async () => {
    database = await freshDatabase();
    node = await startNode({ databaseUrl: database.url });
    front = await forwarder(() => node.port);
  });
  afterAll(async () => {
    await node?.close();
    front?.close();
    await database?.drop();
  });

  it('where it asked', async () => {
    expect(await members(`127.0.0.1:${node.port}`)).toEqual([`127.0.0.1 ${node.port}`]);
    expect(await members(`localhost:${node.port}`)).toEqual([`localhost ${node.port}`]);
    expect(await members(`127.0.0.1:${portOf(front)}`)).toEqual([`127.0.0.1 ${portOf(front)}`]);
    expect(await members(`127.0.0.1:${node.port}`, 'events.example.org:8443')).toEqual(['events.example.org 8443']);
    expect(await members(`127.0.0.1:${node.port}`, '[::1]:8443')).toEqual(['::1 8443']);
  });

  it('at its own address, where a name without a port was asked for', async () => {
    expect(await members(`127.0.0.1:${node.port}`, 'events.example.org')).toEqual([`127.0.0.1 ${node.port}`]);
  });

  it('over HTTP/1.1 too', async () => {
    const { members: listed } = (await (await fetch(`http://127.0.0.1:${portOf(front)}/gossip`)).json()) as {
      members: { httpEndPointIp: string; httpEndPointPort: number }[];
    };
    expect(listed).toEqual([expect.objectContaining({ httpEndPointIp: '127.0.0.1', httpEndPointPort: portOf(front) })]);
  });

  it('and goes on by way of what stands in front', async () => {
    const client = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${portOf(front)}?tls=false`);
    await client.appendToStream('found', jsonEvent({ type: 'Found', data: {} }));
    let found = 0;
    for await (const { event } of client.readStream('found')) found += event ? 1 : 0;
    expect(found).toBe(1);
    await client.dispose();
  });

  it('where it is told that the node is, if that is said', async () => {
    await node.close();
    node = await startNode({ databaseUrl: database.url, advertise: { host: 'events.example.org', port: 443 } });
    expect(await members(`127.0.0.1:${node.port}`)).toEqual(['events.example.org 443']);
    expect(await members(`127.0.0.1:${node.port}`, 'elsewhere:1')).toEqual(['events.example.org 443']);
    const answer = await fetch(`http://127.0.0.1:${node.port}/gossip`);
    expect(await answer.json()).toMatchObject({ serverIp: 'events.example.org', serverPort: 443 });
  });
});
