import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';

/** One who waits for a download, or has not yet said to have done with it, and what was asked for. */
export type AskerView = {
  /** What it is left by; that of the requester is the id of the download. */
  joinId: string;
  downloadId: string;
  /** Null where the event names none. */
  actor: string | null;
  itemKey: string;
  title: string;
  category: string | null;
  /** Asked first: the download is theirs. */
  requester: boolean;
  joinedAt: string;
};

/** `itemKeys`: what was asked for, whatever is downloaded for it. */
export type AskersFilter = { downloadId?: string; actor?: string; itemKeys?: readonly string[] };

/** Who waits for which download, who asked first before others. */
export class ListAskers extends Query<AskerView[]> {
  constructor(readonly filter: AskersFilter) {
    super();
  }
}

type Row = Omit<AskerView, 'joinedAt'> & { joinedAt: Date };

@QueryHandler(ListAskers)
export class ListAskersHandler implements IQueryHandler<ListAskers> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter: { downloadId, actor, itemKeys } }: ListAskers): Promise<AskerView[]> {
    const rows = await this.database.query<Row[]>(
      `SELECT join_id AS "joinId", download_id AS "downloadId", actor, item_key AS "itemKey", title, category, requester,
              joined_at AS "joinedAt"
         FROM download_joins
        WHERE ($1::uuid IS NULL OR download_id = $1) AND ($2::text IS NULL OR actor = $2)
          AND ($3::text[] IS NULL OR item_key = ANY ($3))
        ORDER BY joined_at, join_id`,
      [downloadId ?? null, actor ?? null, itemKeys ?? null],
    );
    return rows.map(({ joinedAt, ...row }) => ({ ...row, joinedAt: joinedAt.toISOString() }));
  }
}
