import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Content } from '../domain/content.js';
import {
  Conditions,
  containing,
  cursorInstant,
  decodeCursor,
  encodeCursor,
  EXACT_UP_TO,
  instantSql,
  type Page,
} from './page.js';
import { activeAt, type AsOf, asOf, logStatusAt, type PositionView, STATUS_EVENTS } from './past-queue.js';

export const CHANGES = ['arrived', 'ended', 'changed'] as const;

/** What became of one download between two instants, and the event that did it. */
export type QueueChange = {
  change: (typeof CHANGES)[number];
  id: string;
  title: string;
  downloadClient: string;
  content: Content | null;
  /** At the first instant; null: it was not in the queue. */
  before: string | null;
  /** At the second: a status of the log, or how it ended. */
  after: string;
  event: { id: string; type: string; occurredAt: string; actor: string | null; position: PositionView };
};

export type ChangeCounts = Record<QueueChange['change'], number>;
export type QueueChanges = Page<QueueChange> & { counts: ChangeCounts; from: AsOf; to: AsOf };
export type ChangesFilter = { change?: string[]; client?: string; content?: string; text?: string };

/** The difference between the queue at two instants, in the order in which it came about. */
export class ListQueueChanges extends Query<QueueChanges> {
  constructor(
    readonly from: string,
    readonly to: string,
    readonly filter: ChangesFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

const [FROM, TO] = ['$1::timestamptz', '$2::timestamptz'];
const ENDS = `('download.completed', 'download.failed', 'download.cancelled')`;
const TELLING = `(${STATUS_EVENTS.slice(1, -1)}, ${ENDS.slice(1, -1)})`;

/** Of each download, what happened to it last in that time. One that is as it was before is not in the difference. */
const DIFFERENCE = `(SELECT * FROM (
    SELECT d.id, d.title, d.download_client AS "downloadClient", d.content, d.media_id,
        CASE WHEN NOT ${activeAt(TO)} THEN 'ended' WHEN ${activeAt(FROM)} THEN 'changed' ELSE 'arrived' END AS change,
        CASE WHEN ${activeAt(FROM)} THEN ${logStatusAt(FROM)} END AS before,
        CASE WHEN ${activeAt(TO)} THEN ${logStatusAt(TO)} ELSE coalesce(d.outcome, 'cancelled') END AS after,
        e.event_id, e.type, e.occurred_at, e.actor, e.commit_position AS commit, e.prepare_position AS prepare
      FROM download_history e JOIN download_attempts d ON d.id = e.download_id
     WHERE e.occurred_at > ${FROM} AND e.occurred_at <= ${TO} AND e.type IN ${TELLING}
       AND NOT EXISTS (SELECT FROM download_history l WHERE l.download_id = e.download_id
         AND (l.commit_position, l.prepare_position) > (e.commit_position, e.prepare_position)
         AND l.occurred_at > ${FROM} AND l.occurred_at <= ${TO} AND l.type IN ${TELLING})) AS x
  WHERE before IS DISTINCT FROM after AND (change <> 'ended' OR type IN ${ENDS}))`;

const ORDER = 'occurred_at, commit, prepare';
const position = z.string().regex(/^\d{1,20}$/);
const CURSOR = z.tuple([cursorInstant, position, position]);

type Row = Omit<QueueChange, 'event'> & {
  event_id: string;
  type: string;
  occurred_at: Date;
  actor: string | null;
  key: string;
} & PositionView;

@QueryHandler(ListQueueChanges)
export class ListQueueChangesHandler implements IQueryHandler<ListQueueChanges> {
  constructor(private readonly database: DataSource) {}

  /** @throws InvalidCursor */
  async execute(query: ListQueueChanges): Promise<QueueChanges> {
    const [rows, counts, from, to] = await Promise.all([
      this.page(query),
      this.counts(query),
      asOf(this.database, query.from),
      asOf(this.database, query.to),
    ]);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.key, last.commit, last.prepare]) : null;
    const total = counts.arrived + counts.ended + counts.changed;
    return { items: page.map(toChange), total, nextCursor, counts, from, to };
  }

  private page(query: ListQueueChanges): Promise<Row[]> {
    const conditions = conditionsOf(query);
    if (query.cursor !== undefined) {
      const [at, ...place] = decodeCursor(query.cursor, CURSOR).map((each) => conditions.value(each));
      conditions.add(`(${ORDER}) > (${at}::timestamptz, ${place.join()}) AND ?::bool`, true);
    }
    return this.database.query<Row[]>(
      `SELECT *, ${instantSql('occurred_at')} AS key FROM ${DIFFERENCE} c ${conditions.where}
       ORDER BY ${ORDER} LIMIT ${query.limit + 1}`,
      conditions.values,
    );
  }

  /** Counted up to `EXACT_UP_TO`, in the order of the list. */
  private async counts(query: ListQueueChanges): Promise<ChangeCounts> {
    const conditions = conditionsOf(query);
    const rows = await this.database.query<{ change: QueueChange['change']; count: number }[]>(
      `SELECT change, count(*)::int AS count FROM (SELECT change FROM ${DIFFERENCE} c ${conditions.where}
         ORDER BY ${ORDER} LIMIT ${EXACT_UP_TO}) AS counted GROUP BY change`,
      conditions.values,
    );
    const none = { arrived: 0, ended: 0, changed: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ change, count }) => [change, count])) };
  }
}

const conditionsOf = ({ from, to, filter }: ListQueueChanges): Conditions =>
  new Conditions([from, to])
    .add('change = ANY(?)', filter.change)
    .add('"downloadClient" = ?', filter.client)
    .add('media_id = ?', filter.content)
    .add('title ILIKE ?', containing(filter.text));

const toChange = ({ change, id, title, downloadClient, content, before, after, ...event }: Row): QueueChange => ({
  ...{ change, id, title, downloadClient, content, before, after },
  event: {
    id: event.event_id,
    type: event.type,
    occurredAt: event.occurred_at.toISOString(),
    actor: event.actor,
    position: { commit: event.commit, prepare: event.prepare },
  },
});
