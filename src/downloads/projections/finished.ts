import { type StoredEvent } from '../../event-store/event-log.js';
import { type RowChange, projection } from '../../event-processing/projections/projection.js';
import { type DownloadEvent } from '../domain/events.js';
import { attemptColumns } from './downloads.js';
import { occurredAt } from './occurred-at.js';
import { readDownloadEvent } from './read-download-event.js';

const TABLE = 'finished_downloads';

/**
 * What has ended and still lies in its client: seeding, or in its history. One row for each item, of its newest attempt, from
 * the attempt's initiation on, since later events do not repeat what that says; `outcome` is null until it has ended.
 * Readers take `FINISHED` alone. What the client reports lies in `finished_telemetry`.
 */
export const finished = projection({
  name: 'finished',
  version: 1,
  streams: ['download-'],
  tables: [{ name: TABLE, key: ['stream'], unique: [['download_client', 'download_client_id']] }],
  apply: (stored) => {
    const event = readDownloadEvent(stored);
    return event && changes(event, stored);
  },
});

/** Of the rows of `finished_downloads`, those that are finished. What failed before its client had it is there only to be removed. */
export const FINISHED = `(outcome IS NOT NULL
    AND (outcome = 'completed' OR download_client_id IS NOT NULL OR removal_reason IS NOT NULL))`;

function changes(event: DownloadEvent, stored: StoredEvent): RowChange[] {
  const at = occurredAt(stored);
  const key = { stream: stored.streamId };
  const patch = (set: Record<string, unknown>): RowChange[] => [{ op: 'patch', table: TABLE, key, set }];
  switch (event.type) {
    case 'download.initiated': {
      const { retry_of: _, ...attempt } = attemptColumns(event.data);
      const row = { ...attempt, ...key, ...NOT_ENDED, seed_goal: event.data.seedGoal ?? null, initiated_at: at };
      return [{ op: 'put', table: TABLE, row }];
    }
    case 'download.accepted':
      return patch({ download_client_id: event.data.downloadClientId });
    case 'download.completed': {
      const { outputPath, sizeBytes } = event.data;
      const size = sizeBytes === null ? {} : { size_bytes: sizeBytes };
      return patch({ outcome: 'completed', ended_at: at, output_path: outputPath, ...size });
    }
    case 'download.failed':
      return patch({ outcome: 'failed', ended_at: at, message: event.data.message ?? event.data.reason });
    case 'download.removal-requested':
      return patch({ remove_data: event.data.removeData, removal_reason: event.data.reason, removal_requested_at: at });
    case 'download.cancelled':
    case 'download.removed':
      return [{ op: 'remove', table: TABLE, key }];
    case 'download.paused':
    case 'download.resumed':
    case 'download.cancellation-requested':
    case 'download.joined':
    case 'download.left':
    case 'download.initiation-fenced':
      return [];
  }
}

const NOT_ENDED = {
  outcome: null,
  ended_at: null,
  message: null,
  output_path: null,
  remove_data: null,
  removal_reason: null,
  removal_requested_at: null,
};
