import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ReadYourWrites } from '../streams/read-your-writes.js';
import { ATTEMPTS, type DownloadView, QUEUE } from './download-view.js';

export type NamedDownload = Pick<DownloadView, 'id' | 'title' | 'status'>;

/** Who has typed more digits than tell ten apart means one of them. */
const MOST_FOUND = 10;

/** The downloads, active or ended, whose id begins so; ten at most. */
export class FindByIdBeginning extends Query<NamedDownload[]> {
  /** @param digits 1 to 32 hexadecimal digits, without hyphens */
  constructor(readonly digits: string) {
    super();
  }
}

@QueryHandler(FindByIdBeginning)
export class FindByIdBeginningHandler implements IQueryHandler<FindByIdBeginning> {
  constructor(
    private readonly database: DataSource,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ digits }: FindByIdBeginning): Promise<NamedDownload[]> {
    const found = await this.find(digits);
    if (found.length > 0) return found;
    // One that another instance has just initiated may not have been projected yet.
    await this.readYourWrites.waitForNewest();
    return this.find(digits);
  }

  /** From the least id with these digits to the greatest: a part of the primary key's order. */
  private find(digits: string): Promise<NamedDownload[]> {
    return this.database.query<NamedDownload[]>(
      `SELECT a.id, a.title, coalesce(q.status, a.status) AS status
       FROM (SELECT * FROM ${ATTEMPTS} b WHERE b.id BETWEEN $1::uuid AND $2::uuid ORDER BY b.id LIMIT ${MOST_FOUND}) a
       LEFT JOIN ${QUEUE} q ON q.id = a.id ORDER BY a.id`,
      [digits.padEnd(32, '0'), digits.padEnd(32, 'f')],
    );
  }
}
