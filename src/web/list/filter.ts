import { type Row } from '../live/row.ts';

/** What the address of the queue says of it. */
export type Filter = {
  /** `attention`, or statuses. */
  status: string[];
  client: string[];
  protocol: string[];
  content: string | null;
  text: string;
};

/** How long a call to a client may be on its way before somebody should look, in milliseconds. */
const OVERDUE_MS = 60_000;

export function needsAttention({ status, initiatedAt }: Row, now: number): boolean {
  if (status === 'warning' || status === 'stalled' || status === 'client-unavailable') return true;
  return (status === 'submitting' || status === 'cancelling') && now - Date.parse(initiatedAt) > OVERDUE_MS;
}

/** A list of the rows that the filter lets through. */
export function filtered(rows: Iterable<Row>, filter: Filter, now: number): Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (wanted: readonly string[], value: string) => wanted.length === 0 || wanted.includes(value);
  const isOfStatus = (row: Row) =>
    has(filter.status, row.status) || (filter.status.includes('attention') && needsAttention(row, now));
  return [...rows].filter(
    (row) =>
      isOfStatus(row) &&
      has(filter.client, row.downloadClient) &&
      has(filter.protocol, row.protocol) &&
      (filter.content === null || row.content?.mediaId === filter.content) &&
      words.every((word) => textOf(row).includes(word)),
  );
}

const textOf = ({ title, content, indexer }: Row): string =>
  `${title} ${content?.title ?? ''} ${indexer ?? ''}`.toLowerCase();

/** How many rows there are of each status, and how many need a hand. */
export function statusCounts(rows: Iterable<Row>, now: number): Map<string, number> {
  const counts = new Map<string, number>([['attention', 0]]);
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const row of rows) {
    if (row.leavesAt !== undefined) continue;
    add(row.status);
    if (needsAttention(row, now)) add('attention');
  }
  return counts;
}
