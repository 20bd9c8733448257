import { EventStoreDBClient } from '@eventstore/db-client';
import { superviseNode } from '../src/supervisor.js';
import { type Measure, silent } from './measure.js';
import { measureAppends } from './appends.js';
import { measureCatchUp } from './catch-up.js';
import { fillTo } from './fill.js';
import { measureLatency } from './latency.js';
import { measureMemory, measureStart } from './memory.js';

const EVENTS = 1_000_000;

/** The whole takes minutes: what is known already is shown on the way. */
const noted = (measures: Measure[]): Measure[] => {
  for (const { name, value, unit, ratio } of measures)
    console.error(`${name}: ${value.toFixed(1)} ${unit} ${ratio?.toFixed(2) ?? ''}`);
  return measures;
};

/**
 * The node through the unmodified client, against raw commits on the same server.
 * @param databaseUrl of an empty database, which it fills
 */
export const benchNode = async (databaseUrl: string): Promise<Measure[]> => {
  const start = () => superviseNode({ databaseUrl, logger: silent });
  const young = await start();
  const client = EventStoreDBClient.connectionString(young.connectionString);
  const appends = noted(await measureAppends(client, young.connectionString, databaseUrl));
  const latency = noted(await measureLatency(client));
  await client.dispose();
  await young.stop();
  await fillTo(databaseUrl, EVENTS);
  const started = await measureStart(start);
  const { node } = started;
  try {
    const catchUp = noted(await measureCatchUp(node.connectionString));
    const memory = await measureMemory(node);
    return [...appends, ...catchUp, ...latency, ...started.measures, ...memory];
  } finally {
    await node.stop();
  }
};
