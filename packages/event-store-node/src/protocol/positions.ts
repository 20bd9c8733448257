import { EMPTY_APPENDS_FROM, MAX_EMPTY_APPENDS, POSITION_STEP } from '../log/numbers.js';
import { unknownFault } from './refusal.js';
import type { ReadRequest } from './read-request.js';

/** The first event at or after a position, and the last one at or before it. */
export const ordinalAtOrAfter = (position: number): number => Math.ceil(position / POSITION_STEP);
export const ordinalAtOrBefore = (position: number): number => Math.floor(position / POSITION_STEP);

/**
 * EventStoreDB looks into its log at the very place that a read of $all begins at, so something has to be there.
 * Beyond the end nothing is looked for forwards, and nothing found backwards.
 * @param newest ordinal of the newest event
 * @throws Refusal
 */
export const requirePosition = ({ from, direction }: ReadRequest, newest: number): void => {
  if (typeof from !== 'number' || from === 0) return;
  const there = ordinalAtOrBefore(from) <= newest && isPlace(from);
  const ahead = direction === 'forwards' && from > newest * POSITION_STEP;
  if (!there && !ahead) throw unknownFault(`Nothing of the log is at position ${from}.`);
};

/** That of an event, or one that an empty append was answered with. */
const isPlace = (position: number): boolean => {
  const between = (position % POSITION_STEP) - EMPTY_APPENDS_FROM;
  return position >= POSITION_STEP && (position % POSITION_STEP === 0 || (between > 0 && between <= MAX_EMPTY_APPENDS));
};
