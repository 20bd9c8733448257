import {
  EventStoreDBClient,
  persistentSubscriptionToAllSettingsFromDefaults as toAll,
  persistentSubscriptionToStreamSettingsFromDefaults as toStream,
  streamNameFilter,
} from '@eventstore/db-client';
import { eventStore, type TestNode } from './support/fresh-node.js';
import { append, consume, fresh, group } from './support/persistent-consumers.js';

describe('persistent subscriptions, as groups', () => {
  let node: TestNode;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    node = await eventStore();
    client = EventStoreDBClient.connectionString(node.url);
  });
  afterAll(async () => {
    // The client waits for ever for calls that the server has ended.
    void client.dispose();
    await node.stop();
  });

  it('are made once under a name on a stream that need not exist', async () => {
    const stream = fresh('stream');
    const name = await group(client, stream);
    const again = client.createPersistentSubscriptionToStream(stream, name, toStream());
    await expect(again).rejects.toMatchObject({ type: 'persistent-subscription-exists', code: 6 });
    await client.deletePersistentSubscriptionToStream(stream, name);
    await client.createPersistentSubscriptionToStream(stream, name, toStream());
  });

  it('are missed by everything that needs one', async () => {
    const stream = fresh('stream');
    const missing = { type: 'persistent-subscription-does-not-exist', streamName: stream, groupName: 'none' };
    const { failed } = await consume(client, stream, 'none');
    await expect(failed).resolves.toMatchObject(missing);
    await expect(client.deletePersistentSubscriptionToStream(stream, 'none')).rejects.toMatchObject(missing);
    await expect(client.replayParkedMessagesToStream(stream, 'none')).rejects.toMatchObject(missing);
    await expect(client.getPersistentSubscriptionToStreamInfo(stream, 'none')).rejects.toMatchObject(missing);
    const update = client.updatePersistentSubscriptionToStream(stream, 'none', toStream());
    await expect(update).rejects.toMatchObject(missing);
    await expect(client.listPersistentSubscriptionsToStream(stream)).rejects.toMatchObject({
      ...missing,
      groupName: '',
    });
  });

  it('refuse a batch that does not fit into their buffer', async () => {
    const settings = toStream({ readBatchSize: 20, historyBufferSize: 20 });
    await expect(client.createPersistentSubscriptionToStream(fresh('stream'), 'g', settings)).rejects.toMatchObject({
      type: 'persistent-subscription-failed',
      reason:
        "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')",
    });
  });

  it('keep their settings, and take new ones', async () => {
    const stream = fresh('stream');
    const odd = toStream({
      startFrom: 7n,
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 7_000,
      maxRetryCount: 3,
      checkPointAfter: 1_500,
      checkPointLowerBound: 2,
      checkPointUpperBound: 77,
      maxSubscriberCount: 4,
      liveBufferSize: 300,
      readBatchSize: 15,
      historyBufferSize: 250,
      consumerStrategyName: 'Pinned',
    });
    const name = await group(client, stream, odd);
    const info = await client.getPersistentSubscriptionToStreamInfo(stream, name);
    expect(info).toMatchObject({ eventSource: stream, groupName: name, status: 'Live', settings: odd });
    const changed = toStream({ startFrom: 'end', maxRetryCount: 0 });
    await client.updatePersistentSubscriptionToStream(stream, name, changed);
    expect((await client.getPersistentSubscriptionToStreamInfo(stream, name)).settings).toEqual(changed);
  });

  it('are listed by stream, on $all, and all of them', async () => {
    const stream = fresh('stream');
    const names = [await group(client, stream), await group(client, stream)];
    const all = fresh('all');
    await client.createPersistentSubscriptionToAll(all, toAll());
    const found = (infos: readonly { groupName: string }[]) =>
      infos.map(({ groupName }) => groupName).filter((name) => [...names, all].includes(name));
    expect(found(await client.listPersistentSubscriptionsToStream(stream))).toEqual(names);
    expect(found(await client.listPersistentSubscriptionsToAll())).toEqual([all]);
    expect(found(await client.listAllPersistentSubscriptions()).sort()).toEqual([...names, all].sort());
  });

  it('send their consumers away when they are deleted, and tell every one of them', async () => {
    const stream = fresh('stream');
    await append(client, stream, 50);
    const name = await group(client, stream);
    const consumers = await Promise.all(
      Array.from({ length: 20 }, () => consume(client, stream, name, () => 'nothing', 30)),
    );
    await client.deletePersistentSubscriptionToStream(stream, name);
    for (const { failed } of consumers) {
      await expect(failed).resolves.toMatchObject({ type: 'persistent-subscription-dropped', code: 1 });
    }
  });

  it('take as many consumers as they may have', async () => {
    const stream = fresh('stream');
    const name = await group(client, stream, { maxSubscriberCount: 1 });
    const first = await consume(client, stream, name);
    const second = await consume(client, stream, name);
    await expect(second.failed).resolves.toMatchObject({ type: 'maximum-subscribers-reached', code: 9 });
    await first.subscription.unsubscribe();
  });

  it('filter $all, keep the filter, and go on from the checkpoint when they are changed', async () => {
    const [wanted, other] = [fresh('wanted'), fresh('other')];
    await append(client, wanted, 1);
    const name = fresh('filtered');
    const settings = toAll({
      startFrom: 'start',
      checkPointLowerBound: 1,
      checkPointAfter: 1,
      checkPointUpperBound: 1,
    });
    const filter = streamNameFilter({ prefixes: [wanted] });
    await client.createPersistentSubscriptionToAll(name, settings, { filter });
    const read = async (count: number) => {
      const subscription = client.subscribeToPersistentSubscriptionToAll(name);
      const got = await new Promise<string[]>((resolve) => {
        const streams: string[] = [];
        subscription.on('data', (resolved) => {
          void subscription.ack(resolved);
          if (streams.push(`${resolved.event!.streamId}#${resolved.event!.revision}`) === count) resolve(streams);
        });
      });
      await subscription.unsubscribe();
      return got;
    };
    expect(await read(1)).toEqual([`${wanted}#0`]);
    const checkpointed = async () => {
      const { stats } = await client.getPersistentSubscriptionToAllInfo(name);
      return stats.lastCheckpointedEventPosition?.commit ?? 0n;
    };
    const position = (await lastOf(client, wanted)).event!.position!.commit;
    while ((await checkpointed()) < position) await append(client, other, 1);
    await client.updatePersistentSubscriptionToAll(name, settings);
    await append(client, other, 3);
    await append(client, wanted, 2);
    expect(await read(2)).toEqual([`${wanted}#1`, `${wanted}#2`]);
  });

  it('are there again after their subsystem was restarted', async () => {
    const stream = fresh('stream');
    await append(client, stream, 2);
    const name = await group(client, stream);
    await client.restartPersistentSubscriptionSubsystem();
    const watched = await consume(client, stream, name);
    await watched.reached(2);
    expect(watched.got).toEqual(['0/0', '1/0']);
  });
});

const lastOf = async (client: EventStoreDBClient, stream: string) => {
  for await (const resolved of client.readStream(stream, {
    direction: 'backwards',
    fromRevision: 'end',
    maxCount: 1,
  })) {
    return resolved;
  }
  throw new Error(`${stream} is empty`);
};
