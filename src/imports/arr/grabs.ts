import { compare } from '../attempts/by-code-units.js';
import { type ArrEvent, type ArrRow } from './arr-history.js';

/** The rows of one attempt at one item, by time. */
export type Grab = { rows: ArrRow[] };

/** Milliseconds. The rows of one grab, one for each episode, are written within moments of each other. */
const ONE_GRAB = 600_000;
/** Of one instant: first what begins, then what ends well. */
const ORDER: ArrEvent[] = ['grabbed', 'imported', 'failed', 'ignored'];

/** Every attempt that the history tells of: one begins where an item is grabbed again after its end, or much later. */
export function grabsOf(rows: readonly ArrRow[]): Grab[] {
  const items = new Map<string, ArrRow[]>();
  for (const row of rows) {
    const key = row.downloadId.toLowerCase();
    items.set(key, [...(items.get(key) ?? []), row]);
  }
  return [...items.values()].flatMap((item) => split(item.sort(byTime)));
}

const byTime = (a: ArrRow, b: ArrRow) =>
  compare(a.at, b.at) || ORDER.indexOf(a.event) - ORDER.indexOf(b.event) || a.id - b.id;

function split(rows: readonly ArrRow[]): Grab[] {
  const grabs: Grab[] = [];
  for (const row of rows) {
    const current = grabs.at(-1);
    if (current && !isAnother(row, current)) current.rows.push(row);
    else grabs.push({ rows: [row] });
  }
  return grabs;
}

function isAnother(row: ArrRow, { rows }: Grab): boolean {
  if (row.event !== 'grabbed') return false;
  return rows.some(({ event }) => event !== 'grabbed') || Date.parse(row.at) - Date.parse(rows[0]!.at) > ONE_GRAB;
}
