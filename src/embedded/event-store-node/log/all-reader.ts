import type { Entry } from './entry.js';
import type { EventLog } from './event-log.js';
import type { Direction } from './pages.js';

const PAGE_EVENTS = 1_000;
/** How much of the log one question may look through for events that a filter lets pass. */
const PAGE_SPAN = 20_000;

/** Part of the log: its `entries` are all there is (of those streams that were asked for) up to `through`. */
export type LogSlice = { readonly entries: readonly Entry[]; readonly through: number };

/**
 * What follows (or, backwards, comes before) an ordinal, as far as events are published: from memory where it is new, else from the table.
 * @param streamPrefixes lets the table do the choosing; entries from memory are not chosen yet
 */
export const sliceAfter = async (
  log: EventLog,
  ordinal: number,
  streamPrefixes?: readonly string[],
): Promise<LogSlice> => {
  const recent = log.tail.after(ordinal, PAGE_EVENTS);
  if (recent) return { entries: recent, through: ordinal + recent.length };
  return pageOf(log, 'forwards', ordinal + 1, log.tail.last, streamPrefixes);
};

export const sliceBefore = async (
  log: EventLog,
  ordinal: number,
  streamPrefixes?: readonly string[],
): Promise<LogSlice> => pageOf(log, 'backwards', Math.min(ordinal - 1, log.tail.last), 1, streamPrefixes);

const pageOf = async (
  log: EventLog,
  direction: Direction,
  from: number,
  to: number,
  prefixes?: readonly string[],
): Promise<LogSlice> => {
  const forwards = direction === 'forwards';
  const span = prefixes ? PAGE_SPAN : PAGE_EVENTS;
  const through = forwards ? Math.min(to, from + span - 1) : Math.max(to, from - span + 1);
  const page = await log.pages.all(direction, Math.min(from, through), Math.max(from, through), PAGE_EVENTS, prefixes);
  const last = page.entries.at(-1);
  return { entries: page.entries, through: page.complete || !last ? through : last.ordinal };
};

/**
 * The slices one after another, the next one fetched from the table while its predecessor is used.
 */
export class AheadReader {
  private fetched: { after: number; slice: Promise<LogSlice> } | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly streamPrefixes?: readonly string[],
  ) {}

  async after(ordinal: number): Promise<LogSlice> {
    const slice = await (this.fetched?.after === ordinal
      ? this.fetched.slice
      : sliceAfter(this.log, ordinal, this.streamPrefixes));
    const next = slice.through;
    this.fetched = undefined;
    if (next < this.log.tail.last && !this.log.tail.after(next, 0)) {
      this.fetched = { after: next, slice: sliceAfter(this.log, next, this.streamPrefixes) };
      // It may never be asked for; whoever asks gets the error.
      this.fetched.slice.catch(() => undefined);
    }
    return slice;
  }
}
