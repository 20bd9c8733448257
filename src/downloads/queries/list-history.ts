import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Content } from '../domain/content.js';
import {
  Conditions,
  containing,
  countRows,
  cursorInstant,
  decodeCursor,
  encodeCursor,
  instantSql,
  type Page,
} from './page.js';

/** An event of a download, with what makes it readable: design §11. */
export type HistoryEntry = {
  id: string;
  type: string;
  downloadId: string;
  occurredAt: string;
  actor: string | null;
  title: string | null;
  downloadClient: string | null;
  downloadClientId: string | null;
  content: Content | null;
  data: unknown;
};

export type HistoryFilter = {
  type?: string[];
  client?: string;
  /** The media id. */
  content?: string;
  download?: string;
  actor?: string;
  /** Instants: from inclusive, to exclusive. */
  from?: string;
  to?: string;
  /** A part of the title. */
  text?: string;
};

/**
 * The history, newest first; with `since`, what came after that entry or instant, oldest first. That is the order of the
 * log; where instants are asked about, of when things occurred, which differs for what was imported.
 */
export class ListHistory extends Query<Page<HistoryEntry>> {
  constructor(
    readonly filter: HistoryFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
    readonly since: string | undefined,
  ) {
    super();
  }
}

const position = z.string().regex(/^\d{1,20}$/);
/** What is sorted by, and how that reads in a cursor. */
const BY_POSITION = { columns: ['commit', 'prepare'], cursor: z.tuple([position, position]) };
const BY_TIME = {
  columns: ['"occurredAt"', 'commit', 'prepare'],
  cursor: z.tuple([cursorInstant, position, position]),
};

type Row = Omit<HistoryEntry, 'occurredAt'> & { occurredAt: Date; at: string; commit: string; prepare: string };

const ENTRIES = `(SELECT e.event_id AS id, e.type, e.download_id AS "downloadId", e.occurred_at AS "occurredAt", e.actor,
    a.title, a.download_client AS "downloadClient", a.download_client_id AS "downloadClientId", a.content, a.media_id,
    split_part(substr(e.stream, 10), '.', 1) AS client, e.data, e.commit_position AS commit, e.prepare_position AS prepare
  FROM download_history e LEFT JOIN download_attempts a ON a.id = e.download_id)`;

@QueryHandler(ListHistory)
export class ListHistoryHandler implements IQueryHandler<ListHistory> {
  constructor(private readonly database: DataSource) {}

  async execute(query: ListHistory): Promise<Page<HistoryEntry>> {
    const sort = isByTime(query) ? BY_TIME : BY_POSITION;
    const order = sort.columns.map((column) => `${column} ${query.since === undefined ? 'DESC' : 'ASC'}`).join();
    const rows = await this.page(query, sort, order);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const place = last && [last.commit, last.prepare];
    const nextCursor = place ? encodeCursor(sort === BY_TIME ? [last.at, ...place] : place) : null;
    const isWhole = !last && query.cursor === undefined;
    const total = isWhole ? rows.length : await countRows(this.database, `${ENTRIES} e`, conditionsOf(query), order);
    return { items: page.map(toEntry), total, nextCursor };
  }

  private page(query: ListHistory, { columns, cursor }: typeof BY_TIME | typeof BY_POSITION, order: string) {
    const conditions = conditionsOf(query);
    if (query.cursor !== undefined) {
      const place = decodeCursor<string[]>(query.cursor, cursor).map((each) => conditions.value(each));
      const than = query.since === undefined ? '<' : '>';
      conditions.add(`(${columns.join()}) ${than} (${place.join()}) AND ?::bool`, true);
    }
    return this.database.query<Row[]>(
      `SELECT *, ${instantSql('"occurredAt"')} AS at FROM ${ENTRIES} e ${conditions.where}
       ORDER BY ${order} LIMIT ${query.limit + 1}`,
      conditions.values,
    );
  }
}

const isByTime = ({ filter: { from, to }, since }: ListHistory): boolean =>
  since === undefined ? from !== undefined || to !== undefined : !isUuid(since);

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function conditionsOf({ filter, since }: ListHistory): Conditions {
  const [type, ...others] = filter.type ?? [];
  const conditions = new Conditions()
    // Of one type, the index has the entries in their order.
    .add(others.length > 0 ? 'type = ANY(?)' : 'type = ?', others.length > 0 ? filter.type : type)
    .add('client = ?', filter.client)
    .add('media_id = ?', filter.content)
    .add('"downloadId" = ?', filter.download)
    .add('actor = ?', filter.actor)
    .add('"occurredAt" >= ?', filter.from)
    .add('"occurredAt" < ?', filter.to)
    .add('title ILIKE ?', containing(filter.text));
  if (since === undefined) return conditions;
  const entry = '(SELECT s.commit_position, s.prepare_position FROM download_history s WHERE s.event_id = ?::uuid)';
  return isUuid(since)
    ? conditions.add(`(commit, prepare) > ${entry}`, since)
    : conditions.add('"occurredAt" > ?', since);
}

function toEntry(row: Row): HistoryEntry {
  const { id, type, downloadId, occurredAt, actor, title, downloadClient, downloadClientId, content, data } = row;
  const at = occurredAt.toISOString();
  return { id, type, downloadId, occurredAt: at, actor, title, downloadClient, downloadClientId, content, data };
}
