import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type DownloadedFile } from '../domain/events.js';

/** The files of a completed download; none for one that has not completed. */
export class ListFiles extends Query<DownloadedFile[]> {
  constructor(readonly downloadId: string) {
    super();
  }
}

@QueryHandler(ListFiles)
export class ListFilesHandler implements IQueryHandler<ListFiles> {
  constructor(private readonly database: DataSource) {}

  async execute({ downloadId }: ListFiles): Promise<DownloadedFile[]> {
    const [row] = await this.database.query<{ files: DownloadedFile[] | null }[]>(
      `SELECT coalesce(l.files, a.files) AS files
       FROM download_attempts a LEFT JOIN file_lists l ON l.ref = a.files_ref WHERE a.id = $1`,
      [downloadId],
    );
    return row?.files ?? [];
  }
}
