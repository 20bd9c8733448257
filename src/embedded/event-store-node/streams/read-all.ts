import { AheadReader, sliceBefore } from '../log/all-reader.js';
import type { EventLog } from '../log/event-log.js';
import { ordinalAtOrAfter, requirePosition } from '../protocol/positions.js';
import type { ReadQuestion } from '../protocol/read-question.js';
import type { EventOutlet } from './event-outlet.js';

/** From a position: inclusive forwards, exclusive backwards. Reads as far as the log went when it began. */
export const readAll = async (
  log: EventLog,
  question: ReadQuestion,
  count: number,
  out: EventOutlet,
): Promise<void> => {
  const { filter, direction } = question;
  const newest = log.tail.last;
  requirePosition(question, newest);
  const ahead = new AheadReader(log, filter?.streamPrefixes);
  const slice = (ordinal: number) =>
    direction === 'forwards' ? ahead.after(ordinal) : sliceBefore(log, ordinal, filter?.streamPrefixes);
  const end = direction === 'forwards' ? newest : 1;
  let passed = before(question, newest);
  for (let left = count; left > 0 && out.open && (direction === 'forwards' ? passed < end : passed > end);) {
    const { entries, through } = await slice(passed);
    const wanted = entries
      .filter((entry) => entry.ordinal <= newest && (!filter || filter.passes(entry)))
      .slice(0, left);
    await out.events(wanted);
    left -= wanted.length;
    passed = through;
  }
};

/** The ordinal before the first one to read, in the direction of the read. */
const before = ({ from, direction }: ReadQuestion, newest: number): number => {
  if (from === 'start') return direction === 'forwards' ? 0 : 1;
  if (from === 'end') return direction === 'forwards' ? newest : newest + 1;
  return direction === 'forwards' ? ordinalAtOrAfter(from) - 1 : ordinalAtOrAfter(from);
};
