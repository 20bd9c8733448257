import { EventStoreDBClient } from '@eventstore/db-client';
import { endHelper, helper, median, type Measure, percentile } from './measure.js';

const EVENTS = 100_000;
const ROUNDS = 5;

/** Reads of $all through the client, and the client's reads of the same answers from a server that has them ready, by turns. */
export const measureCatchUp = async (url: string): Promise<Measure[]> => {
  const { child: ready, message: readyUrl } = await helper(new URL('./ready-answers.js', import.meta.url), url);
  const rounds: { measured: number; raw: number }[] = [];
  const whole = await catchUp(url, Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ raw: await catchUp(readyUrl, EVENTS), measured: await catchUp(url, EVENTS) });
  }
  await endHelper(ready);
  const ratios = rounds.map(({ measured, raw }) => measured / raw);
  const spread = `${percentile(ratios, 0).toFixed(2)}–${percentile(ratios, 1).toFixed(2)}`;
  return [
    {
      name: `$all catch-up, ${EVENTS / 1_000},000 events (ratios ${spread})`,
      value: median(rounds.map(({ measured }) => measured)),
      unit: 'events/s',
      baseline: median(rounds.map(({ raw }) => raw)),
      ratio: median(ratios),
      goal: '≥ 0.9 × what the client decodes',
      eventStoreDb: '80,000–85,000/s',
    },
    { name: '$all catch-up, all of 1,000,000 events', value: whole, unit: 'events/s' },
  ];
};

/** Events read in a second. */
const catchUp = async (url: string, count: number): Promise<number> => {
  const client = EventStoreDBClient.connectionString(url);
  const began = performance.now();
  let read = 0;
  for await (const { event } of client.readAll(count === Infinity ? {} : { maxCount: count })) if (event) read++;
  const seconds = (performance.now() - began) / 1_000;
  await client.dispose();
  return read / seconds;
};
