import { type StoredEvent } from '../../event-store/event-log.js';
import { type RowChange } from '../../event-processing/projections/projection.js';
import { type DownloadEvent } from '../domain/events.js';
import { occurredAt } from './occurred-at.js';

const TABLE = 'download_joins';

/**
 * Who has asked for a download, each with the item, title and category that were asked for: the requester, whose join id is the
 * download's, and those who have joined. A row stays until its asker leaves, also when the download has ended: it is theirs to
 * put away. The requester's goes with the download, when that was cancelled or removed.
 */
export function joinChanges(event: DownloadEvent, stored: StoredEvent): RowChange[] {
  const { downloadId } = event.data;
  const row = (joinId: string, asked: Asked, actor: unknown): RowChange => {
    const { itemKey: item_key, title, category } = asked;
    const who = { actor: textOf(actor), requester: joinId === downloadId };
    // A join is a command of its own, which the request has caused.
    const command_id = textOf(stored.metadata[joinId === downloadId ? 'commandId' : '$causationId']);
    const when = { joined_at: occurredAt(stored) };
    return {
      op: 'put',
      table: TABLE,
      row: { join_id: joinId, download_id: downloadId, item_key, title, category, ...who, command_id, ...when },
    };
  };
  const gone = (joinId: string): RowChange => ({ op: 'remove', table: TABLE, key: { join_id: joinId } });
  switch (event.type) {
    case 'download.initiated':
      return event.data.origin === 'import' ? [] : [row(downloadId, event.data, stored.metadata['actor'])];
    case 'download.joined':
      return [row(event.data.joinId, event.data, event.data.actor)];
    case 'download.left':
      return [gone(event.data.joinId)];
    case 'download.cancelled':
    case 'download.removed':
      return [gone(downloadId)];
    default:
      return [];
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

type Asked = { itemKey: string; title: string; category: string | null };
