import { setImmediate } from 'node:timers/promises';
import { type StoredEvent } from '../../event-store/event-log.js';

/** The subscription broke or ended: subscribe again, from the checkpoint. */
export class SubscriptionLost extends Error {}

/**
 * Gathers a subscription into batches: whatever has come while the last batch was written, so that batches are large
 * when there is much to do and nothing waits when there is little.
 */
export class EventBatches {
  private readonly buffer: StoredEvent[] = [];
  private lost: SubscriptionLost | null = null;
  private arrived = (): void => {};
  private taken = (): void => {};

  /** @param capacity events held at most; the subscription waits then */
  constructor(
    events: AsyncIterable<StoredEvent>,
    private readonly capacity = 1_000,
  ) {
    void this.pump(events);
  }

  /** At least one event, in order. @throws SubscriptionLost after the last one that came */
  async take(): Promise<StoredEvent[]> {
    // The rest of a burst that has reached this process belongs to the same batch.
    await setImmediate();
    if (this.buffer.length === 0 && !this.lost) await new Promise<void>((resolve) => (this.arrived = resolve));
    if (this.buffer.length === 0) throw this.lost!;
    const events = this.buffer.splice(0, this.capacity);
    this.taken();
    return events;
  }

  /** Ends the subscription where it waits for room. One that waits for events ends by its signal. */
  close(): void {
    this.lost ??= new SubscriptionLost('no longer wanted');
    this.taken();
  }

  private async pump(events: AsyncIterable<StoredEvent>): Promise<void> {
    try {
      for await (const event of events) {
        this.buffer.push(event);
        this.arrived();
        if (this.buffer.length >= this.capacity) await new Promise<void>((resolve) => (this.taken = resolve));
        if (this.lost) break;
      }
      this.lost ??= new SubscriptionLost('the subscription has ended');
    } catch (error) {
      // Given to whoever takes next.
      this.lost = new SubscriptionLost('the subscription was lost', { cause: error });
    }
    this.arrived();
  }
}
