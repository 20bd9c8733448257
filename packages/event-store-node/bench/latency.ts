import { END, type EventStoreDBClient } from '@eventstore/db-client';
import { once } from 'node:events';
import { type Measure, percentile } from './measure.js';
import { benchEvent, unary } from './events.js';

const EVENTS = 4_000;

/** From the call of an append to the event's arrival at a subscriber of $all, one append after another. */
export const measureLatency = async (client: EventStoreDBClient): Promise<Measure[]> => {
  const subscription = client.subscribeToAll({ fromPosition: END, ...unary });
  await once(subscription, 'confirmation');
  let arrived: () => void = () => undefined;
  subscription.on('data', () => arrived());
  const taken: number[] = [];
  for (let i = 0; i < EVENTS; i++) {
    const began = performance.now();
    const arrival = new Promise<void>((resolve) => {
      arrived = () => {
        taken.push(performance.now() - began);
        resolve();
      };
    });
    await Promise.all([client.appendToStream('live', benchEvent(), unary), arrival]);
  }
  await subscription.unsubscribe();
  const warm = taken.slice(EVENTS / 10);
  return [
    {
      name: 'append to live subscriber, p50',
      value: percentile(warm, 0.5),
      unit: 'ms',
      goal: '≤ 1.2',
      eventStoreDb: '1.2 ms',
    },
    {
      name: 'append to live subscriber, p99',
      value: percentile(warm, 0.99),
      unit: 'ms',
      goal: '≤ 8',
      eventStoreDb: '8.6 ms',
    },
  ];
};
