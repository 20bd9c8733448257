import { type ClientItem } from '../../download-clients/download-client.js';
import { type Protocol, type SeedGoal } from '../domain/events.js';

/** What the monitor needs of a row to find its item. */
export type Row = {
  id: string;
  itemKey: string;
  downloadClientId: string | null;
  missingPolls: number;
};

/** An accepted row of the queue. */
export type ActiveRow = Row & {
  protocol: Protocol;
  /** As announced when it was asked for. */
  sizeBytes: number | null;
  /** Of the last event that the row shows. */
  revision: number | null;
};

/** A download that has ended, and whose item is still in the client as far as the log knows. */
export type FinishedRow = Row & {
  protocol: Protocol;
  outcome: 'completed' | 'failed';
  seedGoal: SeedGoal | null;
  endedAt: Date;
  /** Its removal is asked for: that is for the dispatcher. */
  removing: boolean;
};

export type FollowedRows = {
  active: readonly ActiveRow[];
  finished: readonly FinishedRow[];
  /** Rows that wait for the dispatcher: their items, if they are there already, are not untracked. */
  waiting: readonly Row[];
};

/** What one good poll of a client says about one download. */
export type Observation<Of extends Row = ActiveRow> =
  { found: true; row: Of; item: ClientItem } | { found: false; row: Of; missingPolls: number };

export type Observed = {
  active: readonly Observation[];
  finished: readonly Observation<FinishedRow>[];
  /** Items that no row knows. */
  untracked: readonly ClientItem[];
  /** How many items the client has listed. */
  listed: number;
};

/** Pairs rows with the client's items, by id and by key: a hybrid torrent changes its id once its metadata are there. */
export function observe(rows: FollowedRows, items: readonly ClientItem[]): Observed {
  const byId = new Map(items.map((item) => [item.id, item]));
  const byKey = new Map(items.flatMap((item) => spellings(item).map((key) => [key, item] as const)));
  const known = new Set<ClientItem>();
  const pair = <Of extends Row>(row: Of): Observation<Of> => {
    const item = itemOf(row, byId, byKey);
    if (!item) return { found: false, row, missingPolls: row.missingPolls + 1 };
    known.add(item);
    return { found: true, row, item };
  };
  const [active, finished] = [rows.active.map(pair), rows.finished.map(pair)];
  rows.waiting.forEach(pair);
  return { active, finished, untracked: items.filter((item) => !known.has(item)), listed: items.length };
}

function itemOf(
  { downloadClientId, itemKey }: Row,
  byId: ReadonlyMap<string, ClientItem>,
  byKey: ReadonlyMap<string, ClientItem>,
): ClientItem | undefined {
  const named = downloadClientId === null ? undefined : byId.get(downloadClientId);
  return (
    named ?? byKey.get(itemKey) ?? (downloadClientId === null ? undefined : byKey.get(truncated(downloadClientId)))
  );
}

const V2_HASH = /^[0-9a-f]{64}$/;
/** A v2 info hash is known by its first half too: so clients and item keys have it. */
const truncated = (key: string): string => (V2_HASH.test(key) ? key.slice(0, 40) : key);

const spellings = ({ id, itemKeys }: ClientItem): string[] => {
  const keys = [id, ...itemKeys];
  return [...keys, ...keys.filter((key) => V2_HASH.test(key)).map(truncated)];
};
