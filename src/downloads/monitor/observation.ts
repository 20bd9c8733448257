import { type ClientItem } from '../../download-clients/download-client.js';
import { type Protocol } from '../domain/events.js';

/** An accepted row of the queue, as the monitor needs it. */
export type FollowedRow = {
  id: string;
  itemKey: string;
  downloadClientId: string | null;
  protocol: Protocol;
  /** As announced when it was asked for. */
  sizeBytes: number | null;
  missingPolls: number;
  /** Of the last event that the row shows. */
  revision: number | null;
};

/** What one good look at a client says about one download. */
export type Observation =
  { found: true; row: FollowedRow; item: ClientItem } | { found: false; row: FollowedRow; missingPolls: number };

/** Pairs rows with the client's items. Matched by id, and by key: a hybrid torrent changes its id once its metadata are there. */
export function observe(rows: readonly FollowedRow[], items: readonly ClientItem[]): Observation[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const byKey = new Map(items.flatMap((item) => item.itemKeys.map((key) => [key, item] as const)));
  return rows.map((row) => {
    const item = (row.downloadClientId === null ? undefined : byId.get(row.downloadClientId)) ?? byKey.get(row.itemKey);
    return item ? { found: true, row, item } : { found: false, row, missingPolls: row.missingPolls + 1 };
  });
}
