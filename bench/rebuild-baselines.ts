import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { closeSession, transactionOn } from '../src/database/sessions.js';
import { type EventLog, type StoredEvent } from '../src/event-store/event-log.js';
import { openProcessorSession } from '../src/event-processing/processor/processor-session.js';
import { projectBatch, targetIn } from '../src/event-processing/projections/apply-batch.js';
import { type Projection } from '../src/event-processing/projections/projection.js';
import { SideSchema } from '../src/event-processing/projections/rebuild/side-schema.js';

const PREFIXES = ['download-'];

/** What the client reads, with nothing done about it. @returns how many events */
export async function readAlone(eventLog: EventLog, most = Infinity): Promise<StoredEvent[] | number> {
  const end = (await eventLog.lastPosition(PREFIXES))!;
  const ended = new AbortController();
  const kept: StoredEvent[] = [];
  let events = 0;
  try {
    for await (const event of eventLog.subscribe({ after: null, prefixes: PREFIXES }, ended.signal)) {
      events += 1;
      if (most < Infinity) kept.push(event);
      if (events === most || event.position.commit === end.commit) return most < Infinity ? kept : events;
    }
  } finally {
    ended.abort();
  }
  throw new Error('the log ended before its end');
}

/** The rows that are there already, from one connection to another, into tables without indexes. */
export const copyAlone = (databaseUrl: string, projections: readonly Projection[]): Promise<void> =>
  asking(databaseUrl, (source) =>
    asking(databaseUrl, async (target) => {
      for (const projection of projections) {
        const side = await SideSchema.create(target, projection);
        for (const { name } of projection.tables) {
          const rows = source.query(copyTo(`COPY public.${name} TO STDOUT`));
          await pipeline(rows, target.query(copyFrom(`COPY ${side.name}.${name} FROM STDIN`)));
        }
        await side.drop(target);
      }
    }),
  );

/** One event, one transaction, as a first draft has it: its rows and a checkpoint, in tables with all their indexes. */
export const handleNaively = (
  databaseUrl: string,
  projections: readonly Projection[],
  events: readonly StoredEvent[],
) =>
  asking(databaseUrl, async (client) => {
    for (const projection of projections) {
      const side = await SideSchema.create(client, projection);
      await side.finish(client);
      const target = await targetIn(client, projection, side.name);
      await client.query('CREATE TEMP TABLE IF NOT EXISTS checkpoint (name text PRIMARY KEY, position text)');
      for (const event of events) {
        await transactionOn(client, async () => {
          await projectBatch(client, target, [event], new Set(), 'all-or-nothing');
          await client.query('INSERT INTO checkpoint VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET position = $2', [
            projection.name,
            String(event.position.commit),
          ]);
        });
      }
      await side.drop(client);
    }
  });

/** As the projections themselves write. */
async function asking<T>(databaseUrl: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openProcessorSession({ connectionString: databaseUrl }, 'ledgarr bench', [], () => {});
  try {
    return await ask(client);
  } finally {
    await closeSession(client);
  }
}
