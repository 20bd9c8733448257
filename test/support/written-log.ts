import { randomUUID } from 'node:crypto';
import { type DownloadEvent, type InitiatedData } from '../../src/downloads/domain/events.js';
import { StreamRepository } from '../../src/downloads/streams/stream-repository.js';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { type Revision } from '../../src/event-store/event-log.js';
import { type Api } from './api.js';
import { until } from './daemons/process.js';

export const initiatedData = (downloadId: string, more: Partial<InitiatedData> = {}): InitiatedData => ({
  downloadId,
  client: 'nas',
  itemKey: downloadId.slice(0, 8),
  downloadClientId: null,
  protocol: 'torrent',
  title: 'The Matrix 1999',
  content: { kind: 'movie', mediaId: 'tmdb:603' },
  category: null,
  priority: null,
  indexer: null,
  sizeBytes: 700,
  releaseRef: null,
  origin: 'request',
  retryOf: null,
  ...more,
});

export type Happened = { at: string; event: DownloadEvent };

/** Writes what has happened to the log, in this order and at these instants, and waits until the history shows it. */
export async function writeLog(eventStoreUrl: string, api: Api, happened: readonly Happened[]): Promise<void> {
  const log = new EsdbEventLog(eventStoreUrl);
  const streams = new StreamRepository(log);
  const places = new Map<string, { stream: string; revision: Revision }>();
  for (const { at, event } of happened) {
    const { downloadId } = event.data;
    if (event.type === 'download.initiated') {
      const stream = `download-${event.data.client}.${event.data.itemKey}`;
      const { revision } = await streams.loadItem(stream);
      places.set(downloadId, { stream, revision });
    }
    const { stream, revision } = places.get(downloadId)!;
    const commandId = randomUUID();
    const cause = { commandId, correlationId: commandId, causationId: commandId, actor: 'test', at };
    const appended = await streams.append(stream, [event], revision, cause);
    places.set(downloadId, { stream, revision: appended.revision });
  }
  await log.close();
  const last = happened.at(-1)!.event.data.downloadId;
  const written = happened.filter(({ event }) => event.data.downloadId === last).length;
  await until('the history to have it all', async () => {
    const { body } = await api.call('GET', `/history?download=${last}`);
    // The service may have said more of it by now.
    return Number(body['total']) >= written;
  });
}
