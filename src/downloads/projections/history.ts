import { type StoredEvent } from '../../event-store/event-log.js';
import { type RowChange, projection } from '../../event-processing/projections/projection.js';
import { type DownloadEvent } from '../domain/events.js';
import { attemptColumns } from './downloads.js';
import { occurredAt } from './occurred-at.js';
import { readDownloadEvent } from './read-download-event.js';

/** Everything, forever: a row for each event, and a row for each attempt with how it ended. */
export const history = projection({
  name: 'history',
  rewindable: true,
  version: 2,
  streams: ['download-'],
  tables: [
    { name: 'download_history', key: ['event_id'] },
    { name: 'download_attempts', key: ['id'] },
  ],
  apply: (stored) => {
    const event = readDownloadEvent(stored);
    return event && [entry(event, stored), ...attempt(event, stored)];
  },
});

const entry = (event: DownloadEvent, stored: StoredEvent): RowChange => ({
  op: 'put',
  table: 'download_history',
  row: {
    event_id: stored.id,
    commit_position: String(stored.position.commit),
    prepare_position: String(stored.position.prepare),
    type: event.type,
    download_id: event.data.downloadId,
    stream: stored.streamId,
    revision: String(stored.revision),
    occurred_at: occurredAt(stored),
    actor: metadataText(stored, 'actor'),
    data: event.data,
  },
});

function attempt(event: DownloadEvent, stored: StoredEvent): RowChange[] {
  const at = occurredAt(stored);
  const patch = (set: Record<string, unknown>): RowChange[] => [
    { op: 'patch', table: 'download_attempts', key: { id: event.data.downloadId }, set },
  ];
  switch (event.type) {
    case 'download.initiated': {
      const row = {
        ...attemptColumns(event.data),
        stream: stored.streamId,
        initiated_at: at,
        accepted_at: null,
        ended_at: null,
        outcome: null,
        reason: null,
        message: null,
        output_path: null,
        files: null,
        files_ref: null,
        announced_bytes: event.data.sizeBytes,
        initiated_commit: String(stored.position.commit),
        ...logStatus('submitting', at),
        command_id: metadataText(stored, 'commandId'),
        actor: metadataText(stored, 'actor'),
      };
      return [{ op: 'put', table: 'download_attempts', row }];
    }
    case 'download.accepted':
      return patch({
        download_client_id: event.data.downloadClientId,
        accepted_at: at,
        ...logStatus('queued', at),
      });
    case 'download.paused':
      return patch(logStatus('paused', at));
    case 'download.resumed':
      return patch(logStatus('queued', at));
    case 'download.cancellation-requested':
      return patch(logStatus('cancelling', at));
    case 'download.completed': {
      const { outputPath, files, sizeBytes, moreFiles } = event.data;
      const size = sizeBytes === null ? {} : { size_bytes: sizeBytes };
      const list = { files, files_ref: moreFiles?.ref ?? null };
      return patch({ outcome: 'completed', ended_at: at, output_path: outputPath, ...list, ...size });
    }
    case 'download.failed':
      return patch({ outcome: 'failed', ended_at: at, reason: event.data.reason, message: event.data.message });
    case 'download.cancelled':
      return patch({ outcome: 'cancelled', ended_at: at, reason: event.data.reason });
    case 'download.removal-requested':
    case 'download.removed':
    case 'download.joined':
    case 'download.left':
    case 'download.initiation-fenced':
      return [];
  }
}

/** What the log has said last of an attempt before its end, and when: from then on the queue at an instant reads it here. */
const logStatus = (status: string, at: string) => ({ log_status: status, log_status_at: at });

const metadataText = ({ metadata }: StoredEvent, key: string): string | null => {
  const value = metadata[key];
  return typeof value === 'string' ? value : null;
};
