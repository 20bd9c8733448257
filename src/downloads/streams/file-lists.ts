import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type DownloadedFile, type MoreFiles } from '../domain/events.js';

/** What an event holds of a list of files: so many of them, and so many bytes as JSON, at most. */
const MOST_FILES = 200;
const MOST_BYTES = 128 * 1024;

/**
 * The files of completed downloads that are more than an event should hold, by their content: the same list is kept once.
 * The event has the first of them and names the whole list.
 */
@Injectable()
export class FileLists {
  constructor(private readonly database: DataSource) {}

  /** Keeps a long list. @returns what the event holds of it, and where the whole list lies if that is not all */
  async bound(files: readonly DownloadedFile[]): Promise<{ files: DownloadedFile[]; moreFiles?: MoreFiles }> {
    const first = firstOf(files);
    if (first.length === files.length) return { files: first };
    return { files: first, moreFiles: { ref: await this.keep(files), count: files.length } };
  }

  private async keep(files: readonly DownloadedFile[]): Promise<string> {
    const json = JSON.stringify(files);
    const ref = createHash('sha256').update(json).digest('hex');
    await this.database.query(
      'INSERT INTO file_lists (ref, files) VALUES ($1, $2::jsonb) ON CONFLICT (ref) DO NOTHING',
      [ref, json],
    );
    return ref;
  }
}

function firstOf(files: readonly DownloadedFile[]): DownloadedFile[] {
  let bytes = 0;
  const fits = (file: DownloadedFile) => (bytes += Buffer.byteLength(JSON.stringify(file)) + 1) <= MOST_BYTES;
  const end = files.findIndex((file, i) => i === MOST_FILES || !fits(file));
  return files.slice(0, end === -1 ? files.length : end);
}
