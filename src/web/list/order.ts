import { lookOf } from '../format/status.ts';
import { type Row } from '../live/row.ts';

export const SORT_KEYS = ['status', 'title', 'progress', 'sizeBytes', 'downloadSpeed', 'etaSeconds', 'downloadClient', 'initiatedAt', 'priority'] as const; // prettier-ignore
export type SortKey = (typeof SORT_KEYS)[number];
/** `-` before the name: descending. */
export type Sort = SortKey | `-${SortKey}`;

/** What needs a hand, what moves, what waits, what stands still; in each, newest first. */
export const DEFAULT_SORT: Sort = 'status';

/** Sorts that change by themselves while things download. */
export const isMoving = (sort: Sort): boolean => /progress|downloadSpeed|etaSeconds/.test(sort);

/** Ids in order. What is unknown comes last in both directions; ties by id, so that the order never depends on the past. */
export function ordered(rows: readonly Row[], sort: Sort): string[] {
  const descending = sort.startsWith('-');
  const key = (descending ? sort.slice(1) : sort) as SortKey;
  const compare = (a: Row, b: Row): number => {
    const [left, right] = [valueOf(a, key), valueOf(b, key)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const by = left < right ? -1 : left > right ? 1 : 0;
    return descending ? -by : by;
  };
  return [...rows]
    .sort((a, b) => compare(a, b) || newestFirst(key, a, b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

function valueOf(row: Row, key: SortKey): string | number | null {
  switch (key) {
    case 'status':
      return lookOf(row.status).rank;
    case 'title':
    case 'downloadClient':
      return row[key].toLowerCase();
    case 'downloadSpeed':
      return row.downloadSpeed || null;
    default:
      return row[key];
  }
}

const newestFirst = (key: SortKey, a: Row, b: Row): number =>
  key !== 'status' || a.initiatedAt === b.initiatedAt ? 0 : a.initiatedAt < b.initiatedAt ? 1 : -1;
