import { randomUUID } from 'node:crypto';
import { EventLog } from '../src/log/event-log.js';
import { ANY } from '../src/log/numbers.js';
import { benchBytes } from './events.js';

const BATCH = 100;
const BATCHES_AT_ONCE = 50;
const STREAMS = 20_000;

const event = () => ({
  id: randomUUID(),
  type: 'Measured',
  isJson: true,
  data: benchBytes,
  metadata: new Uint8Array(),
});

/** Writes events until the log holds so many, without a node between. */
export const fillTo = async (databaseUrl: string, events: number): Promise<void> => {
  const log = await EventLog.open(databaseUrl);
  for (let batch = 0; log.tail.last < events; batch += BATCHES_AT_ONCE) {
    const write = (_: unknown, i: number) => {
      const stream = `stream-${(batch + i) % STREAMS}`;
      return log.write({ kind: 'append', stream, expected: ANY, events: Array.from({ length: BATCH }, event) });
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, write));
  }
  await log.close();
};
