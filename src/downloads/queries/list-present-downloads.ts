import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { PRESENT, type PresentDownload } from './present-download.js';

/** All that is under way or still in its client, the oldest first. */
export class ListPresentDownloads extends Query<PresentDownload[]> {
  constructor(
    /** By item key, or by the id in their client; all without. */
    readonly keys?: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(ListPresentDownloads)
export class ListPresentDownloadsHandler implements IQueryHandler<ListPresentDownloads> {
  constructor(private readonly database: DataSource) {}

  execute({ keys }: ListPresentDownloads): Promise<PresentDownload[]> {
    const among = keys ? 'WHERE "itemKey" = ANY ($1) OR "downloadClientId" = ANY ($1)' : '';
    return this.database.query<PresentDownload[]>(
      `SELECT * FROM ${PRESENT} p ${among} ORDER BY "initiatedAt", id`,
      keys ? [keys] : [],
    );
  }
}
