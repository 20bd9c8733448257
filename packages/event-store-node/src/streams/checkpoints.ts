import type { Entry } from '../log/entry.js';

/** EventStoreDB ends a page after so many events that pass the filter. */
const PAGE_EVENTS = 32;

/**
 * When a filtered subscription is told how far it has come, by ordinals.
 *
 * EventStoreDB counts the events that it has looked at, wanted or not, and tells at every `window * interval`. While it
 * catches up it looks page by page, a page is one window, and what it tells is the last event of the page that passed, or
 * else where the page begins. Live it looks event by event. The count goes on where the subscription goes live, with what
 * the last, unfinished page had.
 */
export class Checkpoints {
  private readonly every: number;
  private counted = 0;
  private page: { readonly begins: number; place: number; passing: number };
  /** The last event counted live; undefined while catching up. */
  private live: number | undefined;

  /** @param start ordinal that the subscription begins after */
  constructor(
    start: number,
    private readonly window: number,
    interval: number,
  ) {
    this.every = window * interval;
    this.page = { begins: start + 1, place: start === 0 ? 0 : start + 1, passing: 0 };
  }

  caughtUp(ordinal: number): void {
    if (this.live !== undefined) return;
    this.counted += Math.max(0, ordinal - this.page.begins + 1);
    this.live = ordinal;
  }

  /**
   * @param passing what passes of the log up to `through`, where the time before left off
   * @returns the same with the checkpoints among them that are due
   */
  among(passing: readonly Entry[], through: number): (Entry | number)[] {
    return this.live === undefined ? this.pageByPage(passing, through) : this.oneByOne(passing, through, this.live);
  }

  private pageByPage(passing: readonly Entry[], through: number): (Entry | number)[] {
    const told: (Entry | number)[] = [];
    for (const entry of passing) {
      told.push(...this.pagesUpTo(entry.ordinal - 1), entry);
      this.page.place = entry.ordinal;
      if (++this.page.passing === PAGE_EVENTS) told.push(...this.endPage(entry.ordinal));
    }
    told.push(...this.pagesUpTo(through));
    return told;
  }

  private pagesUpTo(through: number): number[] {
    const due: number[] = [];
    for (let end; (end = this.page.begins + this.window - 1) <= through;) due.push(...this.endPage(end));
    return due;
  }

  private endPage(end: number): number[] {
    const { begins, place } = this.page;
    this.page = { begins: end + 1, place: end + 1, passing: 0 };
    this.counted += end - begins + 1;
    if (this.counted < this.every) return [];
    this.counted %= this.every;
    return [place];
  }

  private oneByOne(passing: readonly Entry[], through: number, after: number): (Entry | number)[] {
    const told: (Entry | number)[] = [];
    let [counted, next] = [after, 0];
    for (let due; (due = counted + Math.max(1, this.every - this.counted)) <= through; counted = due) {
      for (; next < passing.length && passing[next]!.ordinal <= due; next++) told.push(passing[next]!);
      told.push(due);
      this.counted = Math.max(0, this.counted + due - counted - this.every);
    }
    this.counted += Math.max(0, through - counted);
    this.live = Math.max(after, through);
    return [...told, ...passing.slice(next)];
  }
}
