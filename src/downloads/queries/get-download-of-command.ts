import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type PositionView } from './past-queue.js';

/** The download that a command has begun or joined, and where in the log it began; null where there is none. */
export type Begun = { id: string; position: PositionView | null; joinId: string | null };

export class GetDownloadOfCommand extends Query<Begun | null> {
  constructor(readonly commandId: string) {
    super();
  }
}

type Row = { id: string; commit: string | null; prepare: string | null; joinId: string | null };

@QueryHandler(GetDownloadOfCommand)
export class GetDownloadOfCommandHandler implements IQueryHandler<GetDownloadOfCommand> {
  constructor(private readonly database: DataSource) {}

  async execute({ commandId }: GetDownloadOfCommand): Promise<Begun | null> {
    const [row] = await this.database.query<Row[]>(
      `SELECT a.id, h.commit_position AS commit, h.prepare_position AS prepare, NULL::uuid AS "joinId"
         FROM download_attempts a
         LEFT JOIN download_history h ON h.download_id = a.id AND h.type = 'download.initiated'
        WHERE a.command_id = $1
       UNION ALL SELECT download_id, NULL, NULL, join_id FROM download_joins WHERE command_id = $1 AND NOT requester
       ORDER BY commit LIMIT 1`,
      [commandId],
    );
    if (!row) return null;
    const { id, commit, prepare, joinId } = row;
    return { id, joinId, position: commit !== null && prepare !== null ? { commit, prepare } : null };
  }
}
