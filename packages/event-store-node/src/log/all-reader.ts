import type { Entry } from './entry.js';
import type { EventLog } from './event-log.js';
import type { Page } from './page.js';
import type { Direction } from './pages.js';

const PAGE_EVENTS = 1_000;
/** How much of the log one question may look through for events that a filter lets pass. */
const PAGE_SPAN = 20_000;
/** How many pages are fetched before they are asked for. */
const PAGES_AHEAD = 2;

/** Part of the log: its `entries` are all there is (of those streams that were asked for) up to `through`. */
export type LogSlice = {
  readonly entries: readonly Entry[];
  readonly through: number;
  /** The same as in the body of a call, where it comes from the table. */
  readonly frames?: Buffer;
};

export type SliceOptions = {
  /** Lets the table do the choosing; entries from memory are not chosen yet. */
  readonly streamPrefixes?: readonly string[] | undefined;
  /** The last ordinal that is wanted, in the direction of the read. */
  readonly end?: number;
};

/**
 * What follows (or, backwards, comes before) an ordinal, as far as events are published: from memory where it is new, else from the table.
 */
export const sliceAfter = async (log: EventLog, ordinal: number, options: SliceOptions = {}): Promise<LogSlice> => {
  const end = Math.min(log.tail.last, options.end ?? Infinity);
  const recent = log.tail.after(ordinal, Math.min(PAGE_EVENTS, Math.max(0, end - ordinal)));
  if (recent) return { entries: recent, through: ordinal + recent.length };
  return pageOf(log, 'forwards', ordinal + 1, end, options.streamPrefixes);
};

export const sliceBefore = async (log: EventLog, ordinal: number, options: SliceOptions = {}): Promise<LogSlice> => {
  const from = Math.min(ordinal - 1, log.tail.last);
  return pageOf(log, 'backwards', from, Math.max(1, options.end ?? 1), options.streamPrefixes);
};

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
  return new TableSlice(page, page.complete || page.count === 0 ? through : lastOf(page, from, forwards, prefixes));
};

/** Without a filter no ordinal is missing between, and nothing has to be looked into. */
const lastOf = (page: Page, from: number, forwards: boolean, prefixes: readonly string[] | undefined): number => {
  if (prefixes) return page.entries.at(-1)!.ordinal;
  return forwards ? from + page.count - 1 : from - page.count + 1;
};

class TableSlice implements LogSlice {
  constructor(
    private readonly page: Page,
    readonly through: number,
  ) {}

  get entries(): readonly Entry[] {
    return this.page.entries;
  }

  get frames(): Buffer {
    return this.page.frames;
  }
}

/**
 * The slices one after another, the next ones fetched from the table while their predecessor is used.
 */
export class AheadReader {
  private passed: number | undefined;
  private ahead: Promise<LogSlice | undefined>[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly options: SliceOptions = {},
  ) {}

  async after(ordinal: number): Promise<LogSlice> {
    if (this.passed !== ordinal) this.ahead = [];
    const fetched = await this.ahead.shift();
    if (!fetched) this.ahead = [];
    const slice = fetched ?? (await sliceAfter(this.log, ordinal, this.options));
    this.passed = slice.through;
    this.fetchAhead(slice);
    return slice;
  }

  private fetchAhead(slice: LogSlice): void {
    let last = this.ahead.at(-1) ?? Promise.resolve(slice);
    while (this.ahead.length < PAGES_AHEAD) {
      last = last.then((before) => before && this.next(before.through));
      // It may never be asked for; whoever asks gets the error.
      last.catch(() => undefined);
      this.ahead.push(last);
    }
  }

  /** @returns undefined where there is nothing to be fetched, or nothing yet */
  private next(passed: number): Promise<LogSlice> | undefined {
    const end = Math.min(this.log.tail.last, this.options.end ?? Infinity);
    if (passed >= end || this.log.tail.after(passed, 0)) return undefined;
    return sliceAfter(this.log, passed, this.options);
  }
}
