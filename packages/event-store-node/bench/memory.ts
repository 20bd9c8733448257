import { EventStoreDBClient } from '@eventstore/db-client';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SupervisedNode } from '../src/supervisor.js';
import { helper, median, type Measure, residentMb } from './measure.js';
import { benchEvent, unary } from './events.js';

const STARTS = 3;
const VANISHING_ROUNDS = 3;

/** From the start of the process to its first answer, with what is in the log; the last node is left running. */
export const measureStart = async (start: () => Promise<SupervisedNode>) => {
  const taken: number[] = [];
  for (let i = 1; ; i++) {
    const began = performance.now();
    const node = await start();
    const client = EventStoreDBClient.connectionString(node.connectionString);
    await client.appendToStream('started', benchEvent(), unary);
    taken.push((performance.now() - began) / 1_000);
    await client.dispose();
    if (i < STARTS) await node.stop();
    else return { node, measures: startMeasures(taken, residentMb(node.pid!)) };
  }
};

const startMeasures = (taken: readonly number[], resident: number): Measure[] => [
  {
    name: 'start to first append with 1,000,000 events',
    value: median(taken),
    unit: 's',
    goal: '≤ 2',
    eventStoreDb: '0.7–1.9 s',
  },
  {
    name: 'memory just started, 1,000,000 events',
    value: resident,
    unit: 'MB',
    goal: '≤ 200',
    eventStoreDb: '140 MB idle',
  },
];

/** What the node holds after it was read from end to end, and around 1,000 subscriptions whose process is killed. */
export const measureMemory = async (node: SupervisedNode): Promise<Measure[]> => {
  const before = residentMb(node.pid!);
  const during: number[] = [];
  const after: number[] = [];
  for (let round = 0; round < VANISHING_ROUNDS; round++) {
    const { child: subscribers } = await helper(new URL('./subscribers.js', import.meta.url), node.connectionString);
    during.push(residentMb(node.pid!));
    subscribers.kill('SIGKILL');
    await once(subscribers, 'exit');
    await settled(node);
    after.push(residentMb(node.pid!));
  }
  return [
    {
      name: 'memory after reading all of 1,000,000 events',
      value: before,
      unit: 'MB',
      goal: '≤ 200',
      eventStoreDb: '270–530 MB loaded',
    },
    { name: 'memory with 1,000 subscriptions', value: Math.max(...during), unit: 'MB' },
    ...after.map((value, i) => ({
      name: `memory after 1,000 vanished, time ${i + 1}`,
      value,
      unit: 'MB',
      baseline: before,
    })),
  ];
};

/** Some work for the node after the subscribers are gone, so that it finds out and collects what they left. */
const settled = async (node: SupervisedNode): Promise<void> => {
  const client = EventStoreDBClient.connectionString(node.connectionString);
  for (let i = 0; i < 500; i++) await client.appendToStream('settled', benchEvent(), unary);
  await client.dispose();
  await pause(500);
};
