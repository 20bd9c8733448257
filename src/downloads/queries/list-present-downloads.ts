import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { PRESENT, type PresentDownload } from './present-download.js';

/** All that is under way or still in its client, the oldest first. */
export class ListPresentDownloads extends Query<PresentDownload[]> {
  constructor(
    /** Those with one of these ids, or (by `keys`) known by one of these in their client or beyond it; all without. */
    readonly among?: { ids: readonly string[]; keys: readonly string[] },
  ) {
    super();
  }
}

@QueryHandler(ListPresentDownloads)
export class ListPresentDownloadsHandler implements IQueryHandler<ListPresentDownloads> {
  constructor(private readonly database: DataSource) {}

  execute({ among }: ListPresentDownloads): Promise<PresentDownload[]> {
    const where = among ? 'WHERE id = ANY ($1) OR "itemKey" = ANY ($2) OR "downloadClientId" = ANY ($2)' : '';
    return this.database.query<PresentDownload[]>(
      `SELECT * FROM ${PRESENT} p ${where} ORDER BY "initiatedAt", id`,
      among ? [among.ids, among.keys] : [],
    );
  }
}
