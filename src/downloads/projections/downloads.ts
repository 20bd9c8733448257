import { type StoredEvent } from '../../event-store/event-log.js';
import { type RowChange, projection } from '../../event-processing/projections/projection.js';
import { type DownloadEvent } from '../domain/events.js';
import { joinChanges } from './joins.js';
import { occurredAt } from './occurred-at.js';
import { readDownloadEvent } from './read-download-event.js';

/**
 * The queue: a row for each active download, gone when it ends. What the client reports lies in `download_telemetry`.
 * Beside it, who waits for a download, or has not yet said to have done with it: `download_joins`.
 */
export const downloads = projection({
  name: 'downloads',
  version: 3,
  streams: ['download-'],
  tables: [
    { name: 'downloads', key: ['id'], unique: [['download_client', 'download_client_id']] },
    { name: 'download_joins', key: ['join_id'] },
  ],
  apply: (stored) => {
    const event = readDownloadEvent(stored);
    return event && [...changes(event, stored), ...joinChanges(event, stored)];
  },
});

function changes(event: DownloadEvent, stored: StoredEvent): RowChange[] {
  const at = occurredAt(stored);
  const revision = String(stored.revision);
  const patch = (set: Record<string, unknown>): RowChange[] => [
    { op: 'patch', table: 'downloads', key: { id: event.data.downloadId }, set: { ...set, revision, updated_at: at } },
  ];
  switch (event.type) {
    case 'download.initiated': {
      const row = {
        ...attemptColumns(event.data),
        stream: stored.streamId,
        status: 'submitting',
        remove_data: null,
        cancel_reason: null,
        initiated_at: at,
        accepted_at: null,
        revision,
        updated_at: at,
      };
      return [{ op: 'put', table: 'downloads', row }];
    }
    case 'download.accepted':
      return patch({ status: 'queued', download_client_id: event.data.downloadClientId, accepted_at: at });
    case 'download.paused':
      return patch({ status: 'paused' });
    case 'download.resumed':
      return patch({ status: 'queued' });
    case 'download.cancellation-requested':
      return patch({ status: 'cancelling', remove_data: event.data.removeData, cancel_reason: event.data.reason });
    case 'download.completed':
    case 'download.failed':
    case 'download.cancelled':
      return [{ op: 'remove', table: 'downloads', key: { id: event.data.downloadId } }];
    case 'download.removal-requested':
    case 'download.removed':
    case 'download.joined':
    case 'download.left':
    case 'download.initiation-fenced':
      return [];
  }
}

type InitiatedData = Extract<DownloadEvent, { type: 'download.initiated' }>['data'];

/** The columns that `downloads` and `download_attempts` have in common. */
export const attemptColumns = (data: InitiatedData) => ({
  id: data.downloadId,
  download_client: data.client,
  download_client_id: data.downloadClientId,
  item_key: data.itemKey,
  protocol: data.protocol,
  title: data.title,
  content: data.content,
  media_id: data.content?.mediaId ?? null,
  category: data.category,
  priority: data.priority,
  indexer: data.indexer,
  origin: data.origin,
  retry_of: data.retryOf,
  size_bytes: data.sizeBytes,
  release_ref: data.releaseRef,
});
