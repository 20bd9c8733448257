import { AheadReader, type LogSlice } from '../log/all-reader.js';
import type { EventLog } from '../log/event-log.js';
import type { EventFilter } from '../protocol/event-filter.js';
import { ordinalAtOrBefore, requirePosition } from '../protocol/positions.js';
import type { ReadRequest } from '../protocol/read-request.js';
import { CAUGHT_UP, checkpoint, confirmation, FELL_BEHIND } from '../protocol/read-responses.js';
import { Checkpoints } from './checkpoints.js';
import type { EventOutlet } from './event-outlet.js';

/** All events after a position, for as long as somebody listens. One place in the log is all that is remembered for them. */
export const subscribeToAll = async (log: EventLog, question: ReadRequest, out: EventOutlet): Promise<void> => {
  const { filter } = question;
  requirePosition(question, log.tail.last);
  let passed = startOf(question, log.tail.last);
  const checkpoints = filter && new Checkpoints(passed, filter.window, filter.interval);
  const slices = new AheadReader(log, { streamPrefixes: filter?.streamPrefixes });
  let caughtUp = false;
  await out.other(confirmation());
  while (out.open) {
    if (passed >= log.tail.last) {
      if (!caughtUp) await out.other(CAUGHT_UP);
      caughtUp = true;
      checkpoints?.caughtUp(passed);
      if (passed >= log.tail.last) await log.tail.next(undefined, out.signal);
      continue;
    }
    if (caughtUp && !log.tail.after(passed, 0)) {
      await out.other(FELL_BEHIND);
      caughtUp = false;
    }
    const slice = await slices.after(passed);
    if (filter && checkpoints) await sendFiltered(slice, filter, checkpoints, out);
    else await out.slice(slice);
    passed = slice.through;
  }
};

const sendFiltered = (
  { entries, through }: LogSlice,
  filter: EventFilter,
  checkpoints: Checkpoints,
  out: EventOutlet,
): Promise<void> => {
  const passing = entries.filter((entry) => filter.passes(entry));
  const told = checkpoints.among(passing, through);
  return out.events(told.map((each) => (typeof each === 'number' ? checkpoint(each) : each)));
};

/** The ordinal of the last event that is not wanted. */
const startOf = ({ from }: ReadRequest, newest: number): number =>
  from === 'start' ? 0 : from === 'end' ? newest : ordinalAtOrBefore(from);
