import { type LiveRow, sameEvent } from './live-row.js';

export type RowPatch = { id: string; rev: number } & Partial<LiveRow>;
/** What a row has become: new as a whole, other in some of what the client says of it, or what it was. */
export type RowChange = { put: LiveRow } | { patch: RowPatch } | null;

export function changeOf(before: LiveRow | undefined, after: LiveRow): RowChange {
  if (!before || !sameEvent(before.rev, after.rev)) return { put: after };
  const fields = Object.entries(after).filter(
    ([name, value]) => name !== 'id' && name !== 'rev' && !isSame(before[name as keyof LiveRow], value),
  );
  return fields.length === 0 ? null : { patch: { id: after.id, rev: after.rev, ...Object.fromEntries(fields) } };
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

export type Counts = {
  byStatus: Record<string, number>;
  byClient: Record<string, number>;
  totals: { total: number; sizeBytes: number; downloadedBytes: number; downloadSpeed: number; uploadSpeed: number };
};

export function countsOf(rows: Iterable<LiveRow>): Counts {
  const counts: Counts = {
    byStatus: {},
    byClient: {},
    totals: { total: 0, sizeBytes: 0, downloadedBytes: 0, downloadSpeed: 0, uploadSpeed: 0 },
  };
  const { byStatus, byClient, totals } = counts;
  for (const row of rows) {
    byStatus[row.status] = (byStatus[row.status] ?? 0) + 1;
    byClient[row.downloadClient] = (byClient[row.downloadClient] ?? 0) + 1;
    totals.total += 1;
    totals.sizeBytes += row.sizeBytes ?? 0;
    totals.downloadedBytes += row.downloadedBytes ?? 0;
    totals.downloadSpeed += row.downloadSpeed ?? 0;
    totals.uploadSpeed += row.uploadSpeed ?? 0;
  }
  return counts;
}
