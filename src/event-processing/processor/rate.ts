/** Events per second over the last ten seconds, in steps of a second. */
export class Rate {
  private readonly steps: { second: number; events: number }[] = [];

  constructor(private readonly now: () => number = () => performance.now() / 1_000) {}

  /** @returns the rate with these events in it */
  add(events: number): number {
    const now = this.now();
    const second = Math.floor(now);
    const last = this.steps.at(-1);
    if (last?.second === second) last.events += events;
    else this.steps.push({ second, events });
    while (this.steps[0]!.second <= second - 10) this.steps.shift();
    const total = this.steps.reduce((sum, step) => sum + step.events, 0);
    return total / Math.max(1, now - this.steps[0]!.second);
  }
}
