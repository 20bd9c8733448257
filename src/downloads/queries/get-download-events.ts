import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { comparePositions, EventLog, type StoredEvent } from '../../event-store/event-log.js';
import { type Content, contentStream } from '../domain/content.js';
import { StreamDirectory } from '../streams/stream-directory.js';
import { type EventView, eventView } from './event-view.js';
import { decodeCursor, encodeCursor, type Page } from './page.js';

/** The events of one download, read from the log itself, oldest first: its own, and its claims on its content. */
export class GetDownloadEvents extends Query<Page<EventView>> {
  constructor(
    readonly id: string,
    readonly limit: number,
    readonly cursor: string | undefined,
  ) {
    super();
  }
}

/** The place of the last event of the page before. */
const CURSOR = z.tuple([z.string().regex(/^\d{1,20}$/), z.string().regex(/^\d{1,20}$/)]);

@QueryHandler(GetDownloadEvents)
export class GetDownloadEventsHandler implements IQueryHandler<GetDownloadEvents> {
  constructor(
    private readonly log: EventLog,
    private readonly directory: StreamDirectory,
    private readonly database: DataSource,
  ) {}

  /** @throws Refused not-found @throws InvalidCursor */
  async execute({ id, limit, cursor }: GetDownloadEvents): Promise<Page<EventView>> {
    const after = cursor === undefined ? null : positionOf(decodeCursor(cursor, CURSOR));
    const [own, claims] = await Promise.all([this.own(id), this.claims(id)]);
    const all = [...own, ...claims].sort((a, b) => comparePositions(a.position, b.position));
    const rest = after ? all.filter(({ position }) => comparePositions(position, after) > 0) : all;
    const items = rest.slice(0, limit).map(eventView);
    const last = rest.length > limit ? items.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.position.commit, last.position.prepare]) : null;
    return { items, total: all.length, nextCursor };
  }

  private async own(id: string): Promise<StoredEvent[]> {
    return this.ofDownload(await this.directory.streamOf(id), id);
  }

  private async claims(id: string): Promise<StoredEvent[]> {
    const rows = await this.database.query<{ content: Content | null }[]>(
      'SELECT content FROM download_attempts WHERE id = $1',
      [id],
    );
    const content = rows[0]?.content;
    return content ? this.ofDownload(contentStream(content), id) : [];
  }

  /** As they were written: one that cannot be read is shown all the same. */
  private async ofDownload(stream: string, id: string): Promise<StoredEvent[]> {
    const { events } = await this.log.readStream(stream);
    return events.filter(({ data }) => (data as { downloadId?: unknown } | null)?.downloadId === id);
  }
}

const positionOf = ([commit, prepare]: [string, string]) => ({ commit: BigInt(commit), prepare: BigInt(prepare) });
