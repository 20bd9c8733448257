import { type ClientItem } from '../../download-clients/download-client.js';
import { type FinishedRow } from './observe.js';

/** What a client says of seeding, as far as its adapter reads it. */
type Seeding = Pick<ClientItem, 'ratio'> & { seedingSeconds?: number | null; seedGoalReached?: boolean | null };

/** Clients compute ratios in floating point, and show them rounded. */
const RATIO_TOLERANCE = 0.001;

/**
 * Whether it has been seeded as long as was asked for with the request: ratio or time, either suffices; the client's own goal counts
 * where the request gave none. A time needs two witnesses, since clients count anew after a check and leap with their clock: the
 * client's figure and the time since completion was seen.
 * @param now as `endedAt`
 * @returns null where that cannot be told
 */
export function seedGoalReached(
  row: Pick<FinishedRow, 'seedGoal' | 'endedAt'>,
  item: Seeding,
  now: Date,
): boolean | null {
  const { ratio, seconds } = row.seedGoal ?? {};
  if (ratio === undefined && seconds === undefined) return item.seedGoalReached ?? null;
  const byRatio = ratio === undefined ? false : atLeast(item.ratio, ratio - RATIO_TOLERANCE);
  const elapsed = (now.getTime() - row.endedAt.getTime()) / 1_000;
  const byTime = seconds === undefined ? false : atLeast(item.seedingSeconds ?? null, seconds);
  if (byRatio === true || (byTime === true && elapsed >= seconds!)) return true;
  return byRatio === null || byTime === null ? null : false;
}

const atLeast = (figure: number | null, goal: number): boolean | null => (figure === null ? null : figure >= goal);
