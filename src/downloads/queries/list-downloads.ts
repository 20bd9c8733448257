import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { QUEUE } from './download-view.js';
import { type PageOfRows, queuePage, type QueueQuestion } from './queue-pages.js';

/** The queue, filtered and in pages. */
export class ListDownloads extends Query<PageOfRows> {
  constructor(readonly question: QueueQuestion) {
    super();
  }
}

@QueryHandler(ListDownloads)
export class ListDownloadsHandler implements IQueryHandler<ListDownloads> {
  constructor(private readonly database: DataSource) {}

  /** @throws InvalidCursor */
  execute({ question }: ListDownloads): Promise<PageOfRows> {
    return queuePage(this.database, { sql: QUEUE, values: [] }, question);
  }
}
