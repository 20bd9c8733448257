import type { Entry } from './entry.js';

const MAX_ENTRIES = 8_192;
const MAX_BYTES = 16 * 1024 * 1024;

type Waiter = { readonly stream: string | undefined; readonly wake: (first: number) => void };

/** The newest events, which live readers take from here rather than from the table, and the place to wait for the next. */
export class Tail {
  private entries: Entry[] = [];
  private dropped = 0;
  private bytes = 0;
  private readonly waiting = new Map<string | undefined, Set<Waiter>>();

  /** @param newest ordinal of the last event that is in the table already */
  constructor(private newest: number) {}

  /** The ordinal of the newest event that may be shown to anyone. */
  get last(): number {
    return this.newest;
  }

  /** Only for what is durable: from here on everybody sees it. */
  publish(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) {
      this.entries.push(entry);
      this.bytes += entry.frame.length;
    }
    this.newest += entries.length;
    this.forget();
    this.wake(undefined, entries[0]!.ordinal);
    for (const entry of entries) this.wake(entry.stream, entry.ordinal);
  }

  /** Up to `limit` events after an ordinal; undefined when the oldest of them is here no more. */
  after(ordinal: number, limit: number): readonly Entry[] | undefined {
    const first = this.newest - this.length;
    if (ordinal < first) return undefined;
    const from = this.dropped + ordinal - first;
    return this.entries.slice(from, from + limit);
  }

  /**
   * Resolves with the ordinal of the next event that is published, of one stream or of all;
   * with undefined when the signal ends the wait.
   */
  next(stream: string | undefined, signal: AbortSignal): Promise<number | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const end = () => waiter.wake(0);
      const waiter: Waiter = {
        stream,
        wake: (first) => {
          signal.removeEventListener('abort', end);
          this.leave(waiter);
          resolve(first || undefined);
        },
      };
      signal.addEventListener('abort', end, { once: true });
      this.enter(waiter);
    });
  }

  private get length(): number {
    return this.entries.length - this.dropped;
  }

  /** Forgotten entries are cut off the array now and then, not one by one. */
  private forget(): void {
    while (this.length > MAX_ENTRIES || (this.bytes > MAX_BYTES && this.length > 1)) {
      this.bytes -= this.entries[this.dropped++]!.frame.length;
    }
    if (this.dropped > MAX_ENTRIES) {
      this.entries = this.entries.slice(this.dropped);
      this.dropped = 0;
    }
  }

  private wake(stream: string | undefined, first: number): void {
    const waiters = this.waiting.get(stream);
    if (waiters) for (const waiter of [...waiters]) waiter.wake(first);
  }

  private enter(waiter: Waiter): void {
    const waiters = this.waiting.get(waiter.stream) ?? new Set();
    this.waiting.set(waiter.stream, waiters.add(waiter));
  }

  private leave(waiter: Waiter): void {
    const waiters = this.waiting.get(waiter.stream);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.waiting.delete(waiter.stream);
  }
}
