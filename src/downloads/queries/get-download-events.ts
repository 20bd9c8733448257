import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { EventLog } from '../../event-store/event-log.js';
import { StreamDirectory } from '../streams/stream-directory.js';

export type EventView = {
  id: string;
  type: string;
  revision: string;
  occurredAt: string;
  actor: string | null;
  data: unknown;
  metadata: Readonly<Record<string, unknown>>;
};

/** The events of one download, read from the log itself, oldest first. */
export class GetDownloadEvents extends Query<EventView[]> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetDownloadEvents)
export class GetDownloadEventsHandler implements IQueryHandler<GetDownloadEvents> {
  constructor(
    private readonly log: EventLog,
    private readonly directory: StreamDirectory,
  ) {}

  /** @throws Refused not-found */
  async execute({ id }: GetDownloadEvents): Promise<EventView[]> {
    const { events } = await this.log.readStream(await this.directory.streamOf(id));
    // As it was written: one that cannot be read is shown all the same, and hides no other.
    const own = events.filter(({ data }) => (data as { downloadId?: unknown } | null)?.downloadId === id);
    return own.map(({ id: eventId, type, revision, createdAt, data, metadata }) => ({
      id: eventId,
      type,
      revision: String(revision),
      occurredAt: String(metadata['occurredAt'] ?? createdAt),
      actor: typeof metadata['actor'] === 'string' ? metadata['actor'] : null,
      data,
      metadata,
    }));
  }
}
