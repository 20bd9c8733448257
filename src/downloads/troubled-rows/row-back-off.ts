import { LRUCache } from 'lru-cache';
import { delayAfter } from '../../back-off/back-off.js';

const RANGE = { firstMs: 1_000, maxMs: 60_000 };

type Failed = { failures: number; notBefore: number; message: string };

/** Rows that could not be dealt with: each waits for itself, longer after each failure, and holds up no other. */
export class RowBackOff {
  private readonly rows = new LRUCache<string, Failed>({ max: 10_000 });

  /** @param now milliseconds of the monotonic clock: a jump of the other one prolongs no wait */
  constructor(private readonly now: () => number = () => performance.now()) {}

  mayTry(key: string): boolean {
    return (this.rows.get(key)?.notBefore ?? 0) <= this.now();
  }

  /** @returns in how many milliseconds it may be tried again */
  failed(key: string, message: string): number {
    const before = this.rows.get(key)?.failures ?? 0;
    const delayMs = delayAfter(before, RANGE);
    this.rows.set(key, { failures: before + 1, notBefore: this.now() + delayMs, message });
    return Math.round(delayMs);
  }

  succeeded(key: string): void {
    this.rows.delete(key);
  }

  /** Why it failed the last time; null for one that did not. */
  messageOf(key: string): string | null {
    return this.rows.get(key)?.message ?? null;
  }

  /** Those that may not be tried yet. */
  waiting(): string[] {
    return [...this.rows.keys()].filter((key) => !this.mayTry(key));
  }
}

/** What went wrong, short enough to be shown in a row. */
export const plainMessage = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 500);
