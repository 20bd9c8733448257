import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Content } from '../domain/content.js';
import { type Protocol } from '../domain/events.js';

export type OutcomeType = 'download.initiated' | 'download.completed' | 'download.failed' | 'download.cancelled';

/** That a download began, or how it ended. */
export type Outcome = {
  id: string;
  type: OutcomeType;
  occurredAt: Date;
  data: Readonly<Record<string, unknown>>;
  title: string;
  itemKey: string;
  downloadClient: string;
  downloadClientId: string | null;
  protocol: Protocol;
  indexer: string | null;
  content: Content | null;
  sizeBytes: number | null;
};

export type OutcomesFilter = {
  types: readonly OutcomeType[];
  mediaIds?: readonly string[];
  /** Of the item, or its id in its client. */
  keys?: readonly string[];
  /** ISO 8601: what came after it. */
  after?: string;
  /** Whose requests they were. */
  actor?: string;
};

export type Slice = { offset: number; limit: number; oldestFirst: boolean };

/** Beginnings and ends, by when they occurred, with how many there are in all. */
export class ListOutcomes extends Query<{ items: Outcome[]; total: number }> {
  constructor(
    readonly filter: OutcomesFilter,
    readonly slice: Slice,
  ) {
    super();
  }
}

const FROM = `FROM download_history e JOIN download_attempts a ON a.id = e.download_id
  WHERE e.type = ANY ($1) AND ($2::text[] IS NULL OR a.media_id = ANY ($2))
    AND ($3::text[] IS NULL OR a.item_key = ANY ($3) OR a.download_client_id = ANY ($3))
    AND ($4::timestamptz IS NULL OR e.occurred_at > $4) AND ($5::text IS NULL OR a.actor = $5)`;

@QueryHandler(ListOutcomes)
export class ListOutcomesHandler implements IQueryHandler<ListOutcomes> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, slice: { offset, limit, oldestFirst } }: ListOutcomes) {
    const { types, mediaIds, keys, after, actor } = filter;
    const values = [types, mediaIds ?? null, keys ?? null, after ?? null, actor ?? null];
    const order = oldestFirst ? 'ASC' : 'DESC';
    const [items, counted] = await Promise.all([
      this.database.query<Outcome[]>(
        `SELECT e.event_id AS id, e.type, e.occurred_at AS "occurredAt", e.data, a.title, a.item_key AS "itemKey",
                a.download_client AS "downloadClient", a.download_client_id AS "downloadClientId", a.protocol, a.indexer,
                a.content, a.size_bytes AS "sizeBytes"
         ${FROM} ORDER BY e.occurred_at ${order}, e.commit_position ${order}, e.prepare_position ${order}
         LIMIT $6 OFFSET $7`,
        [...values, limit, offset],
      ),
      this.database.query<{ total: number }[]>(`SELECT count(*)::int AS total ${FROM}`, values),
    ]);
    return { items, total: counted[0]!.total };
  }
}
