import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Refused } from '../domain/refused.js';
import { ATTEMPTS, type DownloadView, QUEUE, toView } from './download-view.js';

type Row = Parameters<typeof toView>[0];

/** One download, active or ended. */
export class GetDownload {
  constructor(readonly id: string) {}
}

@QueryHandler(GetDownload)
export class GetDownloadHandler implements IQueryHandler<GetDownload> {
  constructor(private readonly database: DataSource) {}

  /** @throws Refused not-found */
  async execute({ id }: GetDownload): Promise<DownloadView> {
    const row = (await this.look(QUEUE, id)) ?? (await this.look(ATTEMPTS, id));
    if (!row) throw new Refused('not-found', { detail: `There is no download ${id}.` });
    return toView(row);
  }

  private async look(source: string, id: string): Promise<Row | undefined> {
    const rows = await this.database.query<Row[]>(`SELECT * FROM ${source} d WHERE id = $1`, [id]);
    return rows[0];
  }
}
