import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Refused } from '../domain/refused.js';
import { ReadYourWrites } from '../streams/read-your-writes.js';

/** The actor that has asked for a download; null where its event names none. */
export class GetInitiator extends Query<string | null> {
  constructor(readonly downloadId: string) {
    super();
  }
}

type Row = { actor: string | null };

@QueryHandler(GetInitiator)
export class GetInitiatorHandler implements IQueryHandler<GetInitiator> {
  constructor(
    private readonly database: DataSource,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  /** @throws Refused not-found */
  async execute({ downloadId }: GetInitiator): Promise<string | null> {
    const known = await this.look(downloadId);
    if (known) return known.actor;
    // One that another instance has just initiated may not have been projected yet.
    await this.readYourWrites.waitForNewest();
    const row = await this.look(downloadId);
    if (!row) throw new Refused('not-found', { detail: `There is no download ${downloadId}.` });
    return row.actor;
  }

  private async look(downloadId: string): Promise<Row | undefined> {
    const rows = await this.database.query<Row[]>('SELECT actor FROM download_attempts WHERE id = $1', [downloadId]);
    return rows[0];
  }
}
