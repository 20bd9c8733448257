import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ATTEMPT_COLUMNS, type AttemptRow, type AttemptView, toAttempt } from './attempt-view.js';
import { Conditions, containing, countRows, cursorInstant, decodeCursor, encodeCursor, type Page } from './page.js';

export type AttemptsFilter = { client?: string; content?: string; outcome?: string; text?: string };

export class ListAttempts extends Query<Page<AttemptView>> {
  constructor(
    readonly filter: AttemptsFilter,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

const ORDER = 'initiated_at DESC, id DESC';
const CURSOR = z.tuple([cursorInstant, z.uuid()]);

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(private readonly database: DataSource) {}

  async execute(query: ListAttempts): Promise<Page<AttemptView>> {
    const rows = await this.page(query);
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.key, last.id]) : null;
    const isWhole = !last && query.cursor === undefined;
    const total = isWhole
      ? rows.length
      : await countRows(this.database, 'download_attempts', conditionsOf(query.filter), ORDER);
    return { items: page.map(toAttempt), total, nextCursor };
  }

  private page({ filter, limit, cursor }: ListAttempts): Promise<AttemptRow[]> {
    const conditions = conditionsOf(filter);
    if (cursor !== undefined) {
      const [at, id] = decodeCursor(cursor, CURSOR).map((each) => conditions.value(each));
      conditions.add(`(initiated_at, id) < (${at}::timestamptz, ${id}::uuid) AND ?::bool`, true);
    }
    return this.database.query<AttemptRow[]>(
      `SELECT ${ATTEMPT_COLUMNS}
       FROM download_attempts ${conditions.where} ORDER BY ${ORDER} LIMIT ${limit + 1}`,
      conditions.values,
    );
  }
}

const conditionsOf = (filter: AttemptsFilter): Conditions =>
  new Conditions()
    .add('download_client = ?', filter.client)
    .add('media_id = ?', filter.content)
    .add('outcome = ?', filter.outcome)
    .add('title ILIKE ?', containing(filter.text));
