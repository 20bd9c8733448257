/**
 * When a filtered subscription is told how far it has come, by ordinals.
 *
 * EventStoreDB counts the events that it has looked at, wanted or not, and tells at every `window * interval`. While it
 * catches up it looks page by page, a page is one window, and what it tells is where the page begins; there is no page
 * that would not be full. Live it looks event by event. The count goes on where the subscription goes live, with what the
 * last, unfinished page had.
 */
export class Checkpoints {
  private readonly every: number;
  private page: number;
  private counted = 0;
  /** The last event counted live; undefined while catching up. */
  private live: number | undefined;

  /** @param start ordinal that the subscription begins after */
  constructor(
    start: number,
    private readonly window: number,
    interval: number,
  ) {
    this.every = window * interval;
    this.page = start + 1;
  }

  caughtUp(ordinal: number): void {
    if (this.live !== undefined) return;
    this.counted += Math.max(0, ordinal - this.page + 1);
    this.live = ordinal;
  }

  /** The checkpoints due up to an ordinal, when the log ends at `newest`. */
  due(through: number, newest: number): number[] {
    return this.live === undefined ? this.pages(through, newest) : this.events(this.live, through);
  }

  private pages(through: number, newest: number): number[] {
    const due: number[] = [];
    for (; this.page <= through && this.page + this.window <= newest; this.page += this.window) {
      this.counted += this.window;
      if (this.counted < this.every) continue;
      this.counted -= this.every;
      due.push(this.page);
    }
    return due;
  }

  private events(after: number, through: number): number[] {
    const due: number[] = [];
    // With what the last page had there may be more than enough: the next event tells then.
    for (let next = after + Math.max(1, this.every - this.counted); next <= through; next += this.every) due.push(next);
    const last = due.at(-1);
    this.counted = last === undefined ? this.counted + Math.max(0, through - after) : through - last;
    this.live = Math.max(after, through);
    return due;
  }
}
