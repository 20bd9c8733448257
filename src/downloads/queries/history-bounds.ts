import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';

/** When the first and the last event occurred; null where there is none. */
export type HistoryBounds = { first: string | null; last: string | null };

export class GetHistoryBounds extends Query<HistoryBounds> {}

@QueryHandler(GetHistoryBounds)
export class GetHistoryBoundsHandler implements IQueryHandler<GetHistoryBounds> {
  constructor(private readonly database: DataSource) {}

  async execute(): Promise<HistoryBounds> {
    const [row] = await this.database.query<{ first: Date | null; last: Date | null }[]>(
      'SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM download_history',
    );
    return { first: row?.first?.toISOString() ?? null, last: row?.last?.toISOString() ?? null };
  }
}
