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

/** Something that was asked for and refused, as often as it was. */
export type RefusalView = {
  id: string;
  code: string;
  actor: string;
  title: string | null;
  content: Content | null;
  indexer: string | null;
  /** The download that was in the way. */
  existing: string | null;
  /** The first of the files that were on disk. */
  files: string[];
  detail: string | null;
  forceable: boolean;
  times: number;
  firstAt: string;
  lastAt: string;
};

export type RefusalsFilter = {
  code?: string[];
  actor?: string;
  indexer?: string;
  /** The media id. */
  content?: string;
  /** The download that was in the way. */
  existing?: string;
  /** Instants of the last time: from inclusive, to exclusive. */
  from?: string;
  to?: string;
  text?: string;
};

/** What was refused, the last first. */
export class ListRefusals extends Query<Page<RefusalView>> {
  constructor(
    readonly filter: RefusalsFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

const ORDER = 'last_at DESC, id DESC';
const CURSOR = z.tuple([cursorInstant, z.uuid()]);

type Row = Omit<RefusalView, 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date; key: string };

@QueryHandler(ListRefusals)
export class ListRefusalsHandler implements IQueryHandler<ListRefusals> {
  constructor(private readonly database: DataSource) {}

  /** @throws InvalidCursor */
  async execute({ filter, limit, cursor }: ListRefusals): Promise<Page<RefusalView>> {
    const [rows, total] = await Promise.all([
      this.page(filter, limit, cursor),
      countRows(this.database, 'refusals', conditionsOf(filter), ORDER),
    ]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { items: page.map(toRefusal), total, nextCursor: last ? encodeCursor([last.key, last.id]) : null };
  }

  private page(filter: RefusalsFilter, limit: number, cursor: string | undefined): Promise<Row[]> {
    const conditions = conditionsOf(filter);
    if (cursor !== undefined) {
      const [at, id] = decodeCursor(cursor, CURSOR).map((each) => conditions.value(each));
      conditions.add(`(last_at, id) < (${at}::timestamptz, ${id}::uuid) AND ?::bool`, true);
    }
    return this.database.query<Row[]>(
      `SELECT id, code, actor, title, content, indexer, existing, coalesce(files, '{}') AS files, detail, forceable, times,
              first_at AS "firstAt", last_at AS "lastAt", ${instantSql('last_at')} AS key
         FROM refusals ${conditions.where} ORDER BY ${ORDER} LIMIT ${limit + 1}`,
      conditions.values,
    );
  }
}

const conditionsOf = (filter: RefusalsFilter): Conditions =>
  new Conditions()
    .add('code = ANY(?)', filter.code)
    .add('actor = ?', filter.actor)
    .add('indexer = ?', filter.indexer)
    .add('media_id = ?', filter.content)
    .add('existing = ?', filter.existing)
    .add('last_at >= ?', filter.from)
    .add('last_at < ?', filter.to)
    .add('title ILIKE ?', containing(filter.text));

const toRefusal = ({ key: _, firstAt, lastAt, ...row }: Row): RefusalView => ({
  ...row,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});
