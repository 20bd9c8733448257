import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page } from './page.js';
import { type AsOf, asOf, type PastDownloadView, pastQueue } from './past-queue.js';
import { type Facets } from './queue-facets.js';
import { queuePage, type QueueQuestion } from './queue-pages.js';

export type PastTotals = { sizeBytes: number; downloadedBytes: null; downloadSpeed: null; uploadSpeed: null };
export type PastQueuePage = Page<PastDownloadView> & { totals: PastTotals; facets?: Facets; asOf: AsOf };

/** The queue as the log tells it for an instant, in the same pages. */
export class ListDownloadsAt extends Query<PastQueuePage> {
  constructor(
    readonly at: string,
    readonly question: QueueQuestion,
  ) {
    super();
  }
}

@QueryHandler(ListDownloadsAt)
export class ListDownloadsAtHandler implements IQueryHandler<ListDownloadsAt> {
  constructor(private readonly database: DataSource) {}

  /** @throws InvalidCursor */
  async execute({ at, question }: ListDownloadsAt): Promise<PastQueuePage> {
    const source = { sql: pastQueue('$1::timestamptz'), values: [at] };
    const [page, asked] = await Promise.all([queuePage(this.database, source, question), asOf(this.database, at)]);
    const { sizeBytes } = page.totals;
    return {
      ...page,
      totals: { sizeBytes, downloadedBytes: null, downloadSpeed: null, uploadSpeed: null },
      asOf: asked,
    };
  }
}
