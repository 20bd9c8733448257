import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';

/** The id of the download that a command has begun; null where there is none. */
export class GetDownloadOfCommand extends Query<string | null> {
  constructor(readonly commandId: string) {
    super();
  }
}

@QueryHandler(GetDownloadOfCommand)
export class GetDownloadOfCommandHandler implements IQueryHandler<GetDownloadOfCommand> {
  constructor(private readonly database: DataSource) {}

  async execute({ commandId }: GetDownloadOfCommand): Promise<string | null> {
    const rows = await this.database.query<{ id: string }[]>('SELECT id FROM download_attempts WHERE command_id = $1', [
      commandId,
    ]);
    return rows[0]?.id ?? null;
  }
}
