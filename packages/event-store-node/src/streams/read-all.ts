import { AheadReader, sliceBefore } from '../log/all-reader.js';
import type { EventLog } from '../log/event-log.js';
import { ordinalAtOrAfter, requirePosition } from '../protocol/positions.js';
import type { ReadRequest } from '../protocol/read-request.js';
import type { EventOutlet } from './event-outlet.js';

/** From a position: inclusive forwards, exclusive backwards. Reads as far as the log went when it began. */
export const readAll = async (log: EventLog, question: ReadRequest, count: number, out: EventOutlet): Promise<void> => {
  const { filter, direction } = question;
  const newest = log.tail.last;
  requirePosition(question, newest);
  const forwards = direction === 'forwards';
  const start = before(question, newest);
  const end = endOf(start, filter ? Infinity : count, forwards, newest);
  const options = { streamPrefixes: filter?.streamPrefixes, end };
  const ahead = new AheadReader(log, options);
  const slice = (ordinal: number) => (forwards ? ahead.after(ordinal) : sliceBefore(log, ordinal, options));
  let passed = start;
  for (let left = count; left > 0 && out.open && (forwards ? passed < end : passed > end);) {
    const next = await slice(passed);
    const wanted = filter && next.entries.filter((entry) => filter.passes(entry)).slice(0, left);
    await (wanted ? out.events(wanted) : out.slice(next));
    left -= wanted ? wanted.length : Math.abs(next.through - passed);
    passed = next.through;
  }
};

/** The ordinal of the last event that is read, if so many are. */
const endOf = (start: number, count: number, forwards: boolean, newest: number): number =>
  forwards ? Math.min(newest, start + count) : Math.max(1, start - count);

/** The ordinal before the first one to read, in the direction of the read. */
const before = ({ from, direction }: ReadRequest, newest: number): number => {
  if (from === 'start') return direction === 'forwards' ? 0 : 1;
  if (from === 'end') return direction === 'forwards' ? newest : newest + 1;
  return direction === 'forwards' ? Math.max(0, ordinalAtOrAfter(from) - 1) : ordinalAtOrAfter(from);
};
