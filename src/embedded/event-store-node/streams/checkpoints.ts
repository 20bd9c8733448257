/**
 * When a filtered subscription is told how far it has come, by ordinals.
 *
 * EventStoreDB looks every `window` events of the log, and every `interval`th look is a checkpoint. While catching up
 * the first look is after the first event, and there is none that would have less than a window between it and the end;
 * live, looks are counted from where the subscription caught up.
 */
export class Checkpoints {
  private next: number;
  private looks = 0;
  private live = false;

  /** @param start ordinal that the subscription begins after */
  constructor(
    start: number,
    private readonly window: number,
    private readonly interval: number,
  ) {
    this.next = start + 1;
  }

  caughtUp(ordinal: number): void {
    if (this.live) return;
    this.live = true;
    this.looks = 0;
    this.next = ordinal + this.window;
  }

  /** The checkpoints due up to an ordinal, when the log ends at `newest`. */
  *due(through: number, newest: number): Generator<number> {
    while (this.next <= through) {
      const look = this.next;
      this.next += this.window;
      if (!this.live && look + this.window > newest) continue;
      this.looks++;
      if (this.looks % this.interval === 0) yield look;
    }
  }
}
