import { type Measure } from '@ledgarr/event-store-node/bench/measure';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { GetDownloadAt, GetDownloadAtHandler } from '../src/downloads/queries/get-download-at.js';
import { ListDownloadsAt, ListDownloadsAtHandler } from '../src/downloads/queries/list-downloads-at.js';
import { ListQueueChanges, ListQueueChangesHandler } from '../src/downloads/queries/list-queue-changes.js';
import { type QueueQuestion } from '../src/downloads/queries/queue-pages.js';
import { onFreshPostgres } from './fresh-postgres.js';
import { ATTEMPTS, fillHistory, FIRST, LAST } from './history-rows.js';
import { percentiles } from './percentiles.js';

const QUESTIONS = 300;
const GOAL_MS = 100;

const question = (more: Partial<QueueQuestion> = {}): QueueQuestion => ({
  filter: {},
  sort: ['initiatedAt'],
  limit: 100,
  ...more,
});

/** The queue at random instants, over a million events of 250,000 downloads: milliseconds an answer takes. */
export const benchAt = (): Promise<Measure[]> =>
  onFreshPostgres(async (url) => {
    await migrate(url);
    const { events } = await fillHistory(url);
    const database = await createDataSource(url).initialize();
    try {
      return await measures(database, events);
    } finally {
      await database.destroy();
    }
  });

async function measures(database: DataSource, events: number): Promise<Measure[]> {
  const list = new ListDownloadsAtHandler(database);
  const one = new GetDownloadAtHandler(database);
  const changes = new ListQueueChangesHandler(database);
  const of = async (name: string, ask: (at: string, i: number) => Promise<unknown>) =>
    percentiles(`${name}, ${events.toLocaleString('en')} events`, QUESTIONS, GOAL_MS, (i) => ask(instant(i), i));
  return [
    ...(await of('the queue at an instant', (at) => list.execute(new ListDownloadsAt(at, question())))),
    ...(await of('… the paused ones by title', (at) =>
      list.execute(new ListDownloadsAt(at, question({ filter: { status: ['paused'] }, sort: ['title'] }))),
    )),
    ...(await of('… with all facets', (at) =>
      list.execute(
        new ListDownloadsAt(at, question({ facets: ['status', 'client', 'protocol', 'category', 'indexer'] })),
      ),
    )),
    ...(await of('one download at an instant', (at, i) =>
      one.execute(new GetDownloadAt(idOf(i), at)).catch(() => null),
    )),
    ...(await of('what changed within an hour', (at) =>
      changes.execute(new ListQueueChanges(at, new Date(Date.parse(at) + 3_600_000).toISOString(), {}, 100, undefined)),
    )),
    ...(await of('… within a week', (at) =>
      changes.execute(
        new ListQueueChanges(at, new Date(Date.parse(at) + 7 * 86_400_000).toISOString(), {}, 100, undefined),
      ),
    )),
  ];
}

/** Spread over all the time there is, in no order. */
const instant = (i: number): string => new Date(FIRST + ((i * 0.618_034) % 1) * (LAST - FIRST)).toISOString();
const idOf = (i: number): string => `00000000-0000-4000-8000-${String((i * 7_919) % ATTEMPTS).padStart(12, '0')}`;
