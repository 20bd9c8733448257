import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ATTEMPTS, type DownloadView, QUEUE } from './download-view.js';

export type Statuses = ReadonlyMap<string, DownloadView['status']>;

/** The statuses of many downloads, by their ids; those that nobody knows are left out. */
export class GetStatuses extends Query<Statuses> {
  constructor(readonly ids: readonly string[]) {
    super();
  }
}

@QueryHandler(GetStatuses)
export class GetStatusesHandler implements IQueryHandler<GetStatuses> {
  constructor(private readonly database: DataSource) {}

  async execute({ ids }: GetStatuses): Promise<Statuses> {
    // In one statement, so that none is missed between the two tables. The queue knows better and comes last.
    const rows = await this.database.query<{ id: string; status: DownloadView['status'] }[]>(
      `SELECT id, status FROM (
         SELECT id, status, 1 AS place FROM ${ATTEMPTS} a WHERE id = ANY($1)
         UNION ALL SELECT id, status, 2 FROM ${QUEUE} q WHERE id = ANY($1)) AS both_of_them ORDER BY place`,
      [ids],
    );
    return new Map(rows.map(({ id, status }) => [id, status]));
  }
}
