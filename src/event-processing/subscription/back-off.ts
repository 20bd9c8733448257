import { setTimeout } from 'node:timers/promises';

/** Waits longer after each failure in a row, and not all at the same time: 100 ms to 15 s, half of it chance. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly first = 100,
    private readonly longest = 15_000,
  ) {}

  reset(): void {
    this.failures = 0;
  }

  async wait(signal: AbortSignal): Promise<void> {
    const most = Math.min(this.longest, this.first * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    await pause(most * (0.5 + Math.random() / 2), signal);
  }
}

/** Milliseconds, or until `signal` ends it. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error; // an ended wait is no failure
  }
};
