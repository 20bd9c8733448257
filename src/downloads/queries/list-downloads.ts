import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { STORABLE } from '../../text/storable-text.js';
import { type DownloadView, QUEUE, toView } from './download-view.js';
import { Conditions, containing, cursorInstant, decodeCursor, encodeCursor, instantSql, type Page } from './page.js';

const whole = z.int32();
/** PostgreSQL hands out its large numbers as text. */
const large = z.union([z.int(), z.string().regex(/^\d{1,18}$/)]);
const text = z.string().regex(STORABLE);

/** What is sorted by, and how that reads in a cursor. */
export const SORTS = {
  initiatedAt: { sql: '"initiatedAt"', value: cursorInstant },
  title: { sql: 'lower(title)', value: text },
  status: { sql: 'status', value: text },
  progress: { sql: 'progress', value: z.number() },
  sizeBytes: { sql: 'coalesce("sizeBytes", 0)', value: large },
  etaSeconds: { sql: 'coalesce("etaSeconds", 9007199254740991)', value: large },
  priority: { sql: 'coalesce(priority, 0)', value: whole },
} as const;

export type QueueFilter = {
  status?: string[];
  client?: string;
  protocol?: string;
  /** The media id. */
  content?: string;
  /** A part of the title. */
  text?: string;
};

/** `-` before the name: descending. */
export type QueueSort = keyof typeof SORTS | `-${keyof typeof SORTS}`;

export type QueuePage = Page<DownloadView> & { totals: QueueTotals };
export type QueueTotals = { sizeBytes: number; downloadedBytes: number; downloadSpeed: number; uploadSpeed: number };

/** The queue, filtered and in pages. */
export class ListDownloads extends Query<QueuePage> {
  constructor(
    readonly filter: QueueFilter,
    readonly sort: QueueSort,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ListDownloads)
export class ListDownloadsHandler implements IQueryHandler<ListDownloads> {
  constructor(private readonly database: DataSource) {}

  async execute(query: ListDownloads): Promise<QueuePage> {
    const [rows, [totals]] = await Promise.all([this.page(query), this.totals(query.filter)]);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const { total, ...sums } = totals!;
    const nextCursor = last ? encodeCursor([query.sort, last.sort_key, last.id]) : null;
    return { items: page.map(({ sort_key: _, ...row }) => toView(row)), total, nextCursor, totals: sums };
  }

  private page({ filter, sort, limit, cursor }: ListDownloads) {
    const descending = sort.startsWith('-');
    const { sql: key, value: sorted } = SORTS[sort.replace('-', '') as keyof typeof SORTS];
    const conditions = filterOf(filter);
    if (cursor !== undefined) {
      const [, ...place] = decodeCursor(cursor, z.tuple([z.literal(sort), sorted, z.uuid()]));
      const [value, id] = place.map((each) => conditions.value(each));
      conditions.add(`(${key}, id) ${descending ? '<' : '>'} (${value}, ${id}::uuid) AND ?::bool`, true);
    }
    const order = descending ? 'DESC' : 'ASC';
    return this.database.query<(Parameters<typeof toView>[0] & { sort_key: unknown })[]>(
      `SELECT *, ${key === SORTS.initiatedAt.sql ? instantSql(key) : key} AS sort_key
       FROM ${QUEUE} q ${conditions.where} ORDER BY ${key} ${order}, id ${order} LIMIT ${limit + 1}`,
      conditions.values,
    );
  }

  private totals(filter: QueueFilter) {
    const conditions = filterOf(filter);
    const sum = (column: string) => `coalesce(sum("${column}"), 0)::float8 AS "${column}"`;
    return this.database.query<(QueueTotals & { total: number })[]>(
      `SELECT count(*)::int AS total, ${sum('sizeBytes')}, ${sum('downloadedBytes')}, ${sum('downloadSpeed')},
       ${sum('uploadSpeed')} FROM ${QUEUE} q ${conditions.where}`,
      conditions.values,
    );
  }
}

const filterOf = (filter: QueueFilter): Conditions =>
  new Conditions()
    .add('status = ANY(?)', filter.status)
    .add('"downloadClient" = ?', filter.client)
    .add('protocol = ?', filter.protocol)
    .add('media_id = ?', filter.content)
    .add('title ILIKE ?', containing(filter.text));
