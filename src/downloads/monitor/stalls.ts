import { type ActiveRow, type Observation } from './observe.js';

/** How long a download has made no progress, in milliseconds of polls that could have seen some. */
export type Stall = {
  downloadedBytes: number;
  stalledMs: number;
  /** When the last poll counted; null where it did not. */ countedAt: number | null;
};
export type Stalls = ReadonlyMap<string, Stall>;

/** A minute without progress is a strike. */
const STRIKE_MS = 60_000;

/**
 * Counts the time without progress. Progress sets it back to nothing. It stands still where nothing could be expected: paused, queued, checking; a poll
 * that failed (there is no `before` then); and while the whole client stands still, which is a network down rather than so many bad items at once.
 * @param now milliseconds of a monotonic clock
 */
export function countStalls(before: Stalls, observations: readonly Observation[], now: number): Stalls {
  const found = observations.filter((each) => each.found);
  const trying = found.filter(({ item }) => isTrying(item.state));
  const standsStill =
    trying.length > 1 && trying.every((each) => !hasMoved(before, each) && !(each.item.downloadSpeed ?? 0));
  return new Map(
    found.map((each) => {
      const { downloadedBytes, stalledMs, countedAt } = before.get(each.row.id) ?? NONE;
      const bytes = each.item.downloadedBytes ?? 0;
      const counts = isTrying(each.item.state) && !standsStill;
      const added = counts && countedAt !== null ? now - countedAt : 0;
      const sum = bytes > downloadedBytes ? 0 : stalledMs + added;
      return [each.row.id, { downloadedBytes: bytes, stalledMs: sum, countedAt: counts ? now : null }] as const;
    }),
  );
}

const NONE: Stall = { downloadedBytes: 0, stalledMs: 0, countedAt: null };

type Found = Extract<Observation<ActiveRow>, { found: true }>;
const hasMoved = (before: Stalls, { row, item }: Found): boolean =>
  (item.downloadedBytes ?? 0) > (before.get(row.id) ?? NONE).downloadedBytes;

const isTrying = (state: Found['item']['state']): boolean => ['downloading', 'stalled', 'warning'].includes(state);

/** Whole minutes without progress: strikes. */
export const strikesOf = (stalls: Stalls, id: string): number =>
  Math.floor((stalls.get(id)?.stalledMs ?? 0) / STRIKE_MS);

/** What a row says of its strikes; null where there are none, or none that count. */
export function strikeMessage(strikes: number, limit: number | null): string | null {
  return limit === null || strikes === 0
    ? null
    : `No progress for ${strikes} of ${limit} minutes, after which it is given up.`;
}
