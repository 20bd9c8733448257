import { AheadReader } from '../log/all-reader.js';
import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { ordinalAtOrBefore, type ReadQuestion } from '../protocol/read-question.js';
import { CAUGHT_UP, checkpoint, confirmation, FELL_BEHIND } from '../protocol/read-responses.js';
import { Checkpoints } from './checkpoints.js';
import type { EventOutlet } from './event-outlet.js';

/** All events after a position, for as long as somebody listens. One place in the log is all that is remembered for them. */
export const subscribeToAll = async (log: EventLog, question: ReadQuestion, out: EventOutlet): Promise<void> => {
  const { filter } = question;
  let passed = startOf(question, log.tail.last);
  const checkpoints = filter && new Checkpoints(passed, filter.window, filter.interval);
  const slices = new AheadReader(log, filter?.streamPrefixes);
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
    const { entries, through } = await slices.after(passed);
    if (!filter) await out.events(entries);
    else {
      let run: Entry[] = [];
      const upTo = async (ordinal: number) => {
        const due = checkpoints?.due(ordinal, log.tail.last) ?? [];
        if (due.length === 0) return;
        await out.events(run);
        run = [];
        for (const reached of due) await out.other(checkpoint(reached));
      };
      for (const entry of entries) {
        if (!filter.passes(entry)) continue;
        await upTo(entry.ordinal - 1);
        run.push(entry);
      }
      await upTo(through);
      await out.events(run);
    }
    passed = through;
  }
};

/** The ordinal of the last event that is not wanted. */
const startOf = ({ from }: ReadQuestion, newest: number): number =>
  from === 'start' ? 0 : from === 'end' ? newest : ordinalAtOrBefore(from);
