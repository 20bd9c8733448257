import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { STORABLE } from '../../text/storable-text.js';
import { FINISHED_VIEW, type FinishedView, toFinishedView } from './finished-view.js';
import { Conditions, containing, cursorInstant, decodeCursor, encodeCursor, instantSql, type Page } from './page.js';

/** PostgreSQL hands out its large numbers as text. */
const large = z.union([z.int(), z.string().regex(/^\d{1,18}$/)]);

/** What is sorted by, and how that reads in a cursor. */
export const FINISHED_SORTS = {
  endedAt: { sql: '"endedAt"', value: cursorInstant },
  title: { sql: 'lower(title)', value: z.string().regex(STORABLE) },
  sizeBytes: { sql: 'coalesce("sizeBytes", 0)', value: large },
  ratio: { sql: 'coalesce(ratio, 0)', value: z.number() },
  seedingSeconds: { sql: 'coalesce("seedingSeconds", 0)', value: large },
} as const;

export type FinishedFilter = {
  status?: string[];
  client?: string;
  protocol?: string;
  /** The media id. */
  content?: string;
  /** A part of the title. */
  text?: string;
};

/** `-` before the name: descending. */
export type FinishedSort = keyof typeof FINISHED_SORTS | `-${keyof typeof FINISHED_SORTS}`;

/** What has ended and is still in its client, filtered and in pages. */
export class ListFinished extends Query<Page<FinishedView>> {
  constructor(
    readonly filter: FinishedFilter,
    readonly sort: FinishedSort,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ListFinished)
export class ListFinishedHandler implements IQueryHandler<ListFinished> {
  constructor(private readonly database: DataSource) {}

  async execute(query: ListFinished): Promise<Page<FinishedView>> {
    const [rows, total] = await Promise.all([this.page(query), this.total(query.filter)]);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([query.sort, last.sort_key, last.id]) : null;
    return { items: page.map(({ sort_key: _, ...row }) => toFinishedView(row)), total, nextCursor };
  }

  private page({ filter, sort, limit, cursor }: ListFinished) {
    const descending = sort.startsWith('-');
    const { sql: key, value: sorted } = FINISHED_SORTS[sort.replace('-', '') as keyof typeof FINISHED_SORTS];
    const conditions = filterOf(filter);
    if (cursor !== undefined) {
      const [, ...place] = decodeCursor(cursor, z.tuple([z.literal(sort), sorted, z.uuid()]));
      const [value, id] = place.map((each) => conditions.value(each));
      conditions.add(`(${key}, id) ${descending ? '<' : '>'} (${value}, ${id}::uuid) AND ?::bool`, true);
    }
    const order = descending ? 'DESC' : 'ASC';
    return this.database.query<(Parameters<typeof toFinishedView>[0] & { sort_key: unknown })[]>(
      `SELECT *, ${key === FINISHED_SORTS.endedAt.sql ? instantSql(key) : key} AS sort_key
       FROM ${FINISHED_VIEW} f ${conditions.where} ORDER BY ${key} ${order}, id ${order} LIMIT ${limit + 1}`,
      conditions.values,
    );
  }

  private async total(filter: FinishedFilter): Promise<number> {
    const { where, values } = filterOf(filter);
    const counting = `SELECT count(*)::int AS total FROM ${FINISHED_VIEW} f ${where}`;
    const [counted] = await this.database.query<{ total: number }[]>(counting, values);
    return counted!.total;
  }
}

const filterOf = (filter: FinishedFilter): Conditions =>
  new Conditions()
    .add('status = ANY(?)', filter.status)
    .add('"downloadClient" = ?', filter.client)
    .add('protocol = ?', filter.protocol)
    .add('media_id = ?', filter.content)
    .add('title ILIKE ?', containing(filter.text));
