import { EventStoreDBClient } from '@eventstore/db-client';
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type FreshDatabase, freshDatabase } from './support/databases.js';
import { append, consume, eventually, fresh, group } from './support/persistent-consumers.js';

const PROGRAM = path.resolve('packages/event-store-node/dist/src/main.js');

/** Only of the embedded node: another one is not ours to kill. */
describe('persistent subscriptions of a node that is killed', () => {
  let database: FreshDatabase;
  let node: ChildProcess;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    database = await freshDatabase();
    await start();
  });
  afterEach(async () => {
    await kill();
    await database.drop();
  });

  const start = async () => {
    node = fork(PROGRAM, ['--open'], {
      execArgv: [],
      env: { ...process.env, LEDGARR_NODE_DATABASE_URL: database.url },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const [url] = (await once(createInterface(node.stdout!), 'line')) as [string];
    client = EventStoreDBClient.connectionString(url);
  };
  const kill = async () => {
    node.kill('SIGKILL');
    await once(node, 'exit');
    // The client waits for ever for calls that the server has ended.
    void client.dispose();
  };
  const restart = async () => {
    await kill();
    await start();
  };

  const checkpointOf = async (stream: string, name: string) =>
    (await client.getPersistentSubscriptionToStreamInfo(stream, name)).stats.lastCheckpointedEventRevision;

  it('go on from the checkpoint, with all that was not answered', async () => {
    const stream = fresh('stream');
    await append(client, stream, 10);
    const name = await group(client, stream, { checkPointLowerBound: 1, checkPointUpperBound: 1 });
    const first = await consume(client, stream, name, (revision) => (revision === 4 ? 'nothing' : 'ack'));
    first.subscription.on('error', () => undefined);
    await first.reached(10);
    await eventually(async () => (await checkpointOf(stream, name)) === 3n);
    await eventually(async () => (await newestCheckpoint(client, stream, name)) === '3');
    await restart();
    expect(await checkpointOf(stream, name)).toBe(3n);
    await append(client, stream, 1);
    const second = await consume(client, stream, name);
    await second.reached(7);
    expect(second.got).toEqual(['4/0', '5/0', '6/0', '7/0', '8/0', '9/0', '10/0']);
  });

  it('have lost nothing that came while nobody was there, from the end too', async () => {
    const stream = fresh('stream');
    await append(client, stream, 3);
    const name = await group(client, stream, { startFrom: 'end' });
    await append(client, stream, 2);
    await restart();
    await append(client, stream, 1);
    const watched = await consume(client, stream, name);
    await watched.reached(3);
    expect(watched.got).toEqual(['3/0', '4/0', '5/0']);
  });

  it('deliver everything at least once over kills at any moment', async () => {
    const stream = fresh('stream');
    const name = await group(client, stream, { checkPointLowerBound: 1, checkPointUpperBound: 5 });
    const acked = new Set<number>();
    const answer = (revision: number) => {
      acked.add(revision);
      return 'ack' as const;
    };
    for (let round = 1; round <= 4; round++) {
      const watched = await consume(client, stream, name, answer);
      watched.subscription.on('error', () => undefined);
      await append(client, stream, 40);
      await watched.reached(randomInt(1, 40));
      await restart();
    }
    const last = await consume(client, stream, name, answer);
    last.subscription.on('error', () => undefined);
    await eventually(async () => acked.size === 160);
    expect([...acked].sort((a, b) => a - b)).toEqual(Array.from({ length: 160 }, (_, i) => i));
  });

  it('keep what was parked', async () => {
    const stream = fresh('stream');
    await append(client, stream, 2);
    const name = await group(client, stream, { checkPointLowerBound: 1, checkPointUpperBound: 1 });
    const first = await consume(client, stream, name, () => 'park');
    first.subscription.on('error', () => undefined);
    await eventually(async () => (await newestCheckpoint(client, stream, name)) === '1');
    await restart();
    const second = await consume(client, stream, name);
    await client.replayParkedMessagesToStream(stream, name);
    await second.reached(2);
    expect(second.got).toEqual(['0/0<0', '1/0<1']);
  });
});

const newestCheckpoint = async (client: EventStoreDBClient, stream: string, name: string) => {
  const checkpoints = `$persistentsubscription-${stream}::${name}-checkpoint`;
  const options = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
  try {
    for await (const { event } of client.readStream(checkpoints, options)) return event!.data;
  } catch (error) {
    if ((error as { type?: string }).type !== 'stream-not-found') throw error;
  }
  return undefined;
};
