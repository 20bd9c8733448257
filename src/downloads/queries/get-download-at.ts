import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Refused } from '../domain/refused.js';
import { toView } from './download-view.js';
import { type AsOf, asOf, type PastDownloadView, pastEnded, pastQueueById } from './past-queue.js';

type Row = Parameters<typeof toView>[0];

/** One download as the log tells it for an instant: active, or ended by then. */
export class GetDownloadAt extends Query<PastDownloadView & { asOf: AsOf }> {
  constructor(
    readonly id: string,
    readonly at: string,
  ) {
    super();
  }
}

@QueryHandler(GetDownloadAt)
export class GetDownloadAtHandler implements IQueryHandler<GetDownloadAt> {
  constructor(private readonly database: DataSource) {}

  /** @throws Refused not-found, also where it had not been initiated by then */
  async execute({ id, at }: GetDownloadAt): Promise<PastDownloadView & { asOf: AsOf }> {
    const row = (await this.look(pastQueueById, id, at)) ?? (await this.look(pastEnded, id, at));
    if (!row) throw new Refused('not-found', { detail: await this.whyNot(id, at) });
    return { ...toView(row), asOf: await asOf(this.database, at) };
  }

  private async look(source: (at: string) => string, id: string, at: string): Promise<Row | undefined> {
    const sql = `SELECT * FROM ${source('$1::timestamptz')} q WHERE id = $2`;
    const rows = await this.database.query<Row[]>(sql, [at, id]);
    return rows[0];
  }

  private async whyNot(id: string, at: string): Promise<string> {
    const rows = await this.database.query<{ begun: Date }[]>(
      'SELECT initiated_at AS begun FROM download_attempts WHERE id = $1',
      [id],
    );
    if (!rows[0]) return `There is no download ${id}.`;
    return `The queue did not have ${id} at ${at}: it was initiated at ${rows[0].begun.toISOString()}.`;
  }
}
