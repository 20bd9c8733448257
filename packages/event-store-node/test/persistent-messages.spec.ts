import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { eventStore, type TestNode } from './support/fresh-node.js';
import { append, consume, eventually, fresh, group, parkedStream } from './support/persistent-consumers.js';

describe('persistent subscriptions, as consumers see them', () => {
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

  const parked = async (stream: string, name: string) => {
    const events = [];
    for await (const { event } of client.readStream(parkedStream(stream, name))) events.push(event!);
    return events;
  };
  const parkedCount = async (stream: string, name: string) =>
    Number((await client.getPersistentSubscriptionToStreamInfo(stream, name)).stats.parkedMessageCount);

  it('start where they are told to, inclusively', async () => {
    for (const [startFrom, expected] of [
      ['start', ['0/0', '1/0', '2/0']],
      [1n, ['1/0', '2/0']],
      [2n, ['2/0']],
      ['end', ['2/0']],
    ] as const) {
      const stream = fresh('stream');
      await append(client, stream, 2);
      const name = await group(client, stream, { startFrom });
      await append(client, stream, 1);
      const watched = await consume(client, stream, name);
      await watched.reached(expected.length);
      expect(watched.got).toEqual(expected);
    }
  });

  it('get everything once and in order, whatever the size of the buffers', async () => {
    const stream = fresh('stream');
    await append(client, stream, 300);
    const name = await group(client, stream, { historyBufferSize: 25, readBatchSize: 7, liveBufferSize: 10 });
    const watched = await consume(client, stream, name, undefined, 4);
    for (let i = 0; i < 10; i++) await append(client, stream, 30);
    await watched.reached(600);
    expect(watched.got).toEqual(Array.from({ length: 600 }, (_, i) => `${i}/0`));
  });

  it('have no more unanswered than their buffer holds', async () => {
    const stream = fresh('stream');
    await append(client, stream, 8);
    const name = await group(client, stream);
    const watched = await consume(client, stream, name, (revision) => (revision === 0 ? 'ack' : 'nothing'), 3);
    await watched.reached(4);
    const { connections, stats } = await client.getPersistentSubscriptionToStreamInfo(stream, name);
    expect(connections).toEqual([expect.objectContaining({ availableSlots: 0, inFlightMessages: 3 })]);
    expect(stats).toMatchObject({ totalItems: 4n, totalInFlightMessages: 3, outstandingMessagesCount: 3 });
    expect(stats).toMatchObject({ readBufferCount: 4, lastKnownEventRevision: 7n });
    expect(watched.got).toEqual(['0/0', '1/0', '2/0', '3/0']);
  });

  it('share in turn, or leave all to one, as the strategy has it', async () => {
    for (const [consumerStrategyName, shares] of [
      ['RoundRobin', [5, 5]],
      ['DispatchToSingle', [0, 10]],
      ['Pinned', [0, 10]],
    ] as const) {
      const stream = fresh('stream');
      const name = await group(client, stream, { consumerStrategyName });
      const both = [await consume(client, stream, name), await consume(client, stream, name)];
      const total = () => both.reduce((sum, { got }) => sum + got.length, 0);
      for (let i = 0; i < 10; i++) {
        await append(client, stream, 1);
        await eventually(async () => total() > i);
      }
      expect(both.map(({ got }) => got.length).sort((a, b) => a - b)).toEqual(shares);
    }
  });

  it('get what another one leaves unanswered, counted as a retry', async () => {
    const stream = fresh('stream');
    await append(client, stream, 4);
    const name = await group(client, stream);
    const first = await consume(client, stream, name, (revision) => (revision === 0 ? 'ack' : 'nothing'));
    await first.reached(4);
    const second = await consume(client, stream, name);
    await first.subscription.unsubscribe();
    await second.reached(3);
    expect(second.got).toEqual(['1/1', '2/1', '3/1']);
  });

  it('get again what they want to try again, until it is parked', async () => {
    const stream = fresh('stream');
    await append(client, stream, 2);
    const name = await group(client, stream, { maxRetryCount: 2 });
    const watched = await consume(client, stream, name, (revision) => (revision === 0 ? 'retry' : 'ack'));
    await eventually(async () => (await parkedCount(stream, name)) === 1);
    expect(watched.got.filter((each) => each.startsWith('0/'))).toEqual(['0/0', '0/1', '0/2']);
    const [event] = await parked(stream, name);
    expect(event).toMatchObject({ type: '$>', isJson: false, metadata: { reason: 'Reached retry count of 2' } });
    expect(Buffer.from(event!.data as Uint8Array).toString()).toBe(`0@${stream}`);
  });

  it('get again what they do not answer in time', async () => {
    const stream = fresh('stream');
    await append(client, stream, 1);
    const name = await group(client, stream, { messageTimeout: 100, maxRetryCount: 1 });
    const watched = await consume(client, stream, name, () => 'nothing');
    await eventually(async () => (await parkedCount(stream, name)) === 1);
    expect(watched.got).toEqual(['0/0', '0/1']);
  });

  it('park, and get back what was parked, all of it or a part', async () => {
    const stream = fresh('stream');
    await append(client, stream, 3);
    const name = await group(client, stream);
    const watched = await consume(client, stream, name, (_, __, replayed) => (replayed ? 'ack' : 'park'));
    await eventually(async () => (await parkedCount(stream, name)) === 3);
    expect((await parked(stream, name))[1]!.metadata).toMatchObject({
      reason: "Client explicitly NAK'ed message.\nbecause",
      subscriptionEventNumber: 1,
    });
    await client.replayParkedMessagesToStream(stream, name, { stopAt: 2 });
    await watched.reached(5);
    expect(watched.got.slice(3)).toEqual(['0/0<0', '1/0<1']);
    await eventually(async () => (await parked(stream, name)).length === 1);
    await client.replayParkedMessagesToStream(stream, name);
    await watched.reached(6);
    expect(watched.got.slice(5)).toEqual(['2/0<2']);
    await eventually(async () => (await parkedCount(stream, name)) === 0);
  });

  it('skip, and are not stopped by a stop', async () => {
    const stream = fresh('stream');
    await append(client, stream, 3);
    const name = await group(client, stream);
    const answers = ['skip', 'stop', 'ack'] as const;
    const watched = await consume(client, stream, name, (revision) => answers[revision]!);
    await watched.reached(3);
    await eventually(async () => {
      const { stats } = await client.getPersistentSubscriptionToStreamInfo(stream, name);
      return stats.outstandingMessagesCount === 0;
    });
    expect(watched.got).toEqual(['0/0', '1/0', '2/0']);
    await expect(parked(stream, name)).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('get what links lead to where that is wanted, and the link alone where that is gone', async () => {
    const [stream, target] = [fresh('stream'), fresh('target')];
    await append(client, target, 1);
    const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });
    const credentials = { username: 'admin', password: 'changeit' };
    await client.appendToStream(stream, [link(`0@${target}`), link(`9@${target}`)], { credentials });
    const name = await group(client, stream, { resolveLinkTos: true });
    const watched = await consume(client, stream, name);
    await watched.reached(2);
    expect(watched.got).toEqual(['0/0<0', '-1/0<1']);
  });
});
