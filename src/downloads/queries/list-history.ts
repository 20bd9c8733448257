import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Content } from '../domain/content.js';
import { Conditions, containing, decodeCursor, encodeCursor, type Page } from './page.js';

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

/** The history, newest first; with `since`, what came after that entry or instant, oldest first. */
export class ListHistory {
  constructor(
    readonly filter: HistoryFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
    readonly since: string | undefined,
  ) {}
}

const position = z.string().regex(/^\d{1,20}$/);
const CURSOR = z.tuple([position, position]);

type Row = Omit<HistoryEntry, 'occurredAt'> & { occurredAt: Date; commit: string; prepare: string };

const ENTRIES = `(SELECT e.event_id AS id, e.type, e.download_id AS "downloadId", e.occurred_at AS "occurredAt", e.actor,
    a.title, a.download_client AS "downloadClient", a.download_client_id AS "downloadClientId", a.content, a.media_id,
    e.data, e.commit_position AS commit, e.prepare_position AS prepare
  FROM download_history e LEFT JOIN download_attempts a ON a.id = e.download_id)`;

@QueryHandler(ListHistory)
export class ListHistoryHandler implements IQueryHandler<ListHistory> {
  constructor(private readonly database: DataSource) {}

  async execute(query: ListHistory): Promise<Page<HistoryEntry>> {
    const [rows, total] = await Promise.all([this.page(query), this.count(query)]);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.commit, last.prepare]) : null;
    return { items: page.map(toEntry), total, nextCursor };
  }

  private page(query: ListHistory): Promise<Row[]> {
    const conditions = conditionsOf(query);
    const [than, order] = query.since === undefined ? ['<', 'DESC'] : ['>', 'ASC'];
    if (query.cursor !== undefined) {
      const [commit, prepare] = decodeCursor(query.cursor, CURSOR).map((each) => conditions.value(each));
      conditions.add(`(commit, prepare) ${than} (${commit}::numeric, ${prepare}::numeric) AND ?::bool`, true);
    }
    return this.database.query<Row[]>(
      `SELECT * FROM ${ENTRIES} e ${conditions.where}
       ORDER BY commit ${order}, prepare ${order} LIMIT ${query.limit + 1}`,
      conditions.values,
    );
  }

  private async count(query: ListHistory): Promise<number> {
    const conditions = conditionsOf(query);
    const sql = `SELECT count(*)::int AS total FROM ${ENTRIES} e ${conditions.where}`;
    const rows = await this.database.query<{ total: number }[]>(sql, conditions.values);
    return rows[0]!.total;
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function conditionsOf({ filter, since }: ListHistory): Conditions {
  const conditions = new Conditions()
    .add('type = ANY(?)', filter.type)
    .add('"downloadClient" = ?', filter.client)
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
