import { setTimeout } from 'node:timers/promises';

/** Waits longer after each failure in a row, and not all at the same time: 100 ms to 15 s, half of it chance. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly firstMs = 100,
    private readonly maxMs = 15_000,
  ) {}

  reset(): void {
    this.failures = 0;
  }

  async wait(signal: AbortSignal): Promise<void> {
    const longestMs = Math.min(this.maxMs, this.firstMs * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 30);
    await pause(longestMs * (0.5 + Math.random() / 2), signal);
  }
}

/** Ended by `signal` before its time, without an error. */
export const pause = async (durationMs: number, signal: AbortSignal): Promise<void> => {
  try {
    await setTimeout(durationMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
