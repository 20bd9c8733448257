import { type Measure } from '@ledgarr/event-store-node/bench/measure';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../src/database/data-source.js';
import { migrate } from '../src/database/migrate.js';
import { GetHistoryBoundsHandler } from '../src/downloads/queries/history-bounds.js';
import {
  GetHistoryHistogram,
  GetHistoryHistogramHandler,
  HISTOGRAM_BY,
} from '../src/downloads/queries/history-histogram.js';
import { ListAttempts, ListAttemptsHandler } from '../src/downloads/queries/list-attempts.js';
import { ListDownloads, ListDownloadsHandler } from '../src/downloads/queries/list-downloads.js';
import { type HistoryFilter, ListHistory, ListHistoryHandler } from '../src/downloads/queries/list-history.js';
import { FACET_NAMES } from '../src/downloads/queries/queue-facets.js';
import { type QueueQuestion } from '../src/downloads/queries/queue-pages.js';
import { onFreshPostgres } from './fresh-postgres.js';
import { fillHistory, FIRST, LAST } from './history-rows.js';
import { percentiles } from './percentiles.js';

const TIMES = 200;
const GOAL_MS = 50;
const DAY_MS = 86_400_000;

type Ask = (i: number) => Promise<unknown>;

/** Lists, searches and figures at 5,000 active downloads and a million events: milliseconds an answer takes. */
export const benchQueries = (): Promise<Measure[]> =>
  onFreshPostgres(async (url) => {
    await migrate(url);
    await fillHistory(url);
    const database = await createDataSource(url).initialize();
    try {
      return await measureQueries(database);
    } finally {
      await database.destroy();
    }
  });

export async function measureQueries(database: DataSource, times = TIMES): Promise<Measure[]> {
  const asked = { ...queueQuestions(database), ...historyQuestions(database) };
  const measures: Measure[] = [];
  for (const [name, ask] of Object.entries(asked)) measures.push(...(await percentiles(name, times, GOAL_MS, ask)));
  return measures;
}

function queueQuestions(database: DataSource): Record<string, Ask> {
  const handler = new ListDownloadsHandler(database);
  const list = (more: Partial<QueueQuestion>) => () =>
    handler.execute(new ListDownloads({ filter: {}, sort: ['initiatedAt'], limit: 100, ...more }));
  return {
    'queue, first page': list({}),
    'queue, by speed and title': list({ sort: ['-downloadSpeed', 'title'] }),
    'queue, of a status and a client': list({ filter: { status: ['stalled', 'warning'], client: 'client-1' } }),
    'queue, searched': list({ filter: { text: 's01e07' } }),
    'queue, with all facets': list({ facets: FACET_NAMES }),
  };
}

function historyQuestions(database: DataSource): Record<string, Ask> {
  const [entries, attempts] = [new ListHistoryHandler(database), new ListAttemptsHandler(database)];
  const [histogram, bounds] = [new GetHistoryHistogramHandler(database), new GetHistoryBoundsHandler(database)];
  const list = (filter: HistoryFilter) => entries.execute(new ListHistory(filter, 100, undefined, undefined));
  const month = (i: number) => FIRST + ((i * 0.618_034) % 1) * (LAST - FIRST - 30 * DAY_MS);
  const iso = (at: number) => new Date(at).toISOString();
  const counted = HISTOGRAM_BY.map((by): [string, Ask] => [
    `histogram of a month by day and ${by}`,
    (i) => histogram.execute(new GetHistoryHistogram('day', by, iso(month(i)), iso(month(i) + 30 * DAY_MS))),
  ]);
  return {
    'history, first page': () => list({}),
    'history, of a type and a client': () => list({ type: ['download.failed'], client: 'client-3' }),
    'history, of a month': (i) => list({ from: iso(month(i)), to: iso(month(i) + 30 * DAY_MS) }),
    'history, searched': (i) => list({ text: `${(i * 7).toString(16)}ab` }),
    'attempts, that failed': () => attempts.execute(new ListAttempts({ outcome: 'failed' }, 100, undefined)),
    ...Object.fromEntries(counted),
    'bounds of the history': () => bounds.execute(),
  };
}
