import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
export type BackOffRange = { firstMs: number; maxMs: number };

const DEFAULT_RANGE: BackOffRange = { firstMs: 100, maxMs: 15_000 };

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, and half of it chance, so that
 * what has failed together does not come back together.
 * @param failures before the one that it is waited for now
 * @param random 0 ≤ random() < 1
 */
export const delayAfter = (failures: number, { firstMs, maxMs }: BackOffRange, random = Math.random): number =>
  Math.min(maxMs, firstMs * 2 ** failures) * (0.5 + random() / 2);

/** Counts failures in a row, and waits longer after each. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly range: BackOffRange = DEFAULT_RANGE,
    private readonly random = Math.random,
  ) {}

  /** It went well: the next failure is the first. */
  reset(): void {
    this.failures = 0;
  }

  /** Counts a failure. @returns how long to wait for it, in milliseconds */
  next(): number {
    return delayAfter(this.failures++, this.range, this.random);
  }

  async wait(signal: AbortSignal): Promise<void> {
    await pause(this.next(), signal);
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
