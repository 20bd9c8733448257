import { EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { MortalNode } from './mortal-node.js';
import { Reader } from './torture-reader.js';
import { Writers } from './torture-writers.js';

const WRITERS = 32;
const READERS = 2;
const REPORT_EVERY = 10;

/**
 * Kills the node with SIGKILL so many times, at random moments while 32 writers write and subscribers read, and then
 * compares what was acknowledged and what was shown with what is there.
 * @param databaseUrl of an empty database
 * @returns how many promises were broken
 */
export const tortureNode = async (databaseUrl: string, kills: number): Promise<number> => {
  const node = await MortalNode.start(databaseUrl);
  try {
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const writers = new Writers(client, WRITERS);
    const readers = Array.from({ length: READERS }, () => new Reader(client));
    const reading = readers.map((reader) => reader.read());
    const writing = writers.write();
    await Promise.race([killAgainAndAgain(node, writers, kills), writing]);
    writers.stop();
    await writing;
    const kept = await keptIn(node.connectionString);
    // What is on its way to the readers still counts.
    while (
      readers.some(({ shown }) => shown.length < kept.length) &&
      !readers.some(({ shown }) => differs(shown, kept))
    )
      await pause(10);
    for (const reader of readers) reader.stop();
    await Promise.all(reading);
    await client.dispose();
    return report(kept, writers.acknowledged, readers, await gaps(databaseUrl));
  } finally {
    await node.stop();
  }
};

const killAgainAndAgain = async (node: MortalNode, writers: Writers, kills: number): Promise<void> => {
  const began = performance.now();
  for (let kill = 1; kill <= kills; kill++) {
    // Some kills come within a start or its first commits, most of them in the midst of many.
    const before = writers.acknowledged.length;
    const wanted = Math.random() < 0.2 ? 0 : Math.random() * 200;
    while (writers.acknowledged.length < before + wanted) await pause(1);
    await pause(Math.random() * 50);
    node.killAndStartAgain();
    if (kill % REPORT_EVERY === 0) {
      const seconds = ((performance.now() - began) / 1_000).toFixed(0);
      console.log(`${kill} of ${kills} kills, ${writers.acknowledged.length} events acknowledged, ${seconds} s`);
    }
  }
  const before = writers.acknowledged.length;
  while (writers.acknowledged.length < before + 100) await pause(5);
};

const keptIn = async (url: string): Promise<string[]> => {
  const client = EventStoreDBClient.connectionString(url);
  const ids: string[] = [];
  for await (const { event } of client.readAll()) if (event?.type === 'Kept') ids.push(event.id);
  await client.dispose();
  return ids;
};

const differs = (shown: readonly string[], kept: readonly string[]): boolean => shown.some((id, i) => id !== kept[i]);

const report = (
  ids: readonly string[],
  acknowledged: readonly string[],
  readers: readonly Reader[],
  missingPositions: number,
): number => {
  const kept = new Set(ids);
  const broken = {
    'acknowledged and lost': acknowledged.filter((id) => !kept.has(id)).length,
    'written twice': ids.length - kept.size,
    'shown and gone': readers.flatMap(({ shown }) => shown).filter((id) => !kept.has(id)).length,
    'readers shown anything else than the log in its order': readers.filter(({ shown }) => differs(shown, ids)).length,
    'positions without an event': missingPositions,
  };
  const breaks = readers.map((reader) => reader.breaks);
  console.log(
    JSON.stringify({ events: ids.length, acknowledged: acknowledged.length, 'subscriptions broken off': breaks }),
  );
  console.log(JSON.stringify(broken));
  return Object.values(broken).reduce((sum, count) => sum + count, 0);
};

const gaps = async (databaseUrl: string): Promise<number> => {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const { rows } = await db.query<{ gaps: number }>(
    'select (max(position) - count(*))::int gaps from event_store.events',
  );
  await db.end();
  return rows[0]!.gaps;
};
