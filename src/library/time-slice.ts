import { setTimeout as rest } from 'node:timers/promises';

/**
 * Shares the one thread: after a slice of work everybody waits until the rest of the service has had its turn.
 * Work that never ends a slice itself calls `over()` in its loops and awaits `next()` when it says so.
 */
export class TimeSlice {
  private began = performance.now();
  private pause: Promise<void> | null = null;

  constructor(
    private readonly sliceMs = 5,
    private readonly restMs = 1,
  ) {}

  over(): boolean {
    return this.pause !== null || performance.now() - this.began > this.sliceMs;
  }

  async next(): Promise<void> {
    while (this.over()) await (this.pause ??= this.resume());
  }

  private async resume(): Promise<void> {
    await rest(this.restMs);
    this.began = performance.now();
    this.pause = null;
  }
}
