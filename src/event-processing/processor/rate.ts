/** Events per second over the last ten seconds, in steps of a second. */
export class Rate {
  private readonly steps: { second: number; events: number }[] = [];

  constructor(private readonly now: () => number = () => performance.now() / 1_000) {}

  add(events: number): void {
    const second = Math.floor(this.now());
    const last = this.steps.at(-1);
    if (last?.second === second) last.events += events;
    else this.steps.push({ second, events });
  }

  /** @returns the rate with these events in it, were they added now */
  including(events: number): number {
    const now = this.now();
    const second = Math.floor(now);
    while (this.steps[0] && this.steps[0].second <= second - 10) this.steps.shift();
    const total = this.steps.reduce((sum, step) => sum + step.events, events);
    return total / Math.max(1, now - (this.steps[0]?.second ?? second));
  }
}
