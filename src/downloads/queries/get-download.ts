import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-store/event-log.js';
import { Refused } from '../domain/refused.js';
import { ATTEMPTS, type DownloadView, QUEUE, toView } from './download-view.js';
import { viewFromLog } from './view-from-log.js';

type Row = Parameters<typeof toView>[0];

/** One download, active or ended. */
export class GetDownload extends Query<DownloadView> {
  constructor(
    readonly id: string,
    /** Its stream, where it is known: what was initiated is there, also while the projections lag. */
    readonly stream?: string,
  ) {
    super();
  }
}

@QueryHandler(GetDownload)
export class GetDownloadHandler implements IQueryHandler<GetDownload> {
  constructor(
    private readonly database: DataSource,
    private readonly log: EventLog,
  ) {}

  /** @throws Refused not-found */
  async execute({ id, stream }: GetDownload): Promise<DownloadView> {
    const row = (await this.look(QUEUE, id)) ?? (await this.look(ATTEMPTS, id));
    if (row) return toView(row);
    const view = stream && viewFromLog((await this.log.readStream(stream)).events, id);
    if (!view) throw new Refused('not-found', { detail: `There is no download ${id}.` });
    return view;
  }

  private async look(source: string, id: string): Promise<Row | undefined> {
    const rows = await this.database.query<Row[]>(`SELECT * FROM ${source} d WHERE id = $1`, [id]);
    return rows[0];
  }
}
