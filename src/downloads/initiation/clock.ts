import { setTimeout } from 'node:timers/promises';

/** Time, as far as the initiation protocol needs it. The concurrency proof brings a clock of its own. */
export type Clock = { now(): number; pause(milliseconds: number): Promise<void> };

export const systemClock: Clock = {
  now: () => performance.now(),
  pause: (milliseconds) => setTimeout(milliseconds),
};
