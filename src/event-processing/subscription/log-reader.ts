import { comparePositions, type EventLog, type Position, type StoredEvent } from '../../event-store/event-log.js';
import { BackOff } from '../../back-off/back-off.js';
import { EventBatches, SubscriptionLost } from './event-batches.js';

/** Attempts in a row without an event after which the log counts as unreachable. */
const MAX_ATTEMPTS = 8;

/** Reads the log from a position (its start without) in pieces, each up to an exact position, over as many subscriptions as it takes. */
export class LogReader {
  /** Of the last event handed out. */
  position: Position | null;
  private received: Position | null;
  private held: StoredEvent[] = [];
  private batches: EventBatches | null = null;
  private subscription = new AbortController();

  constructor(
    private readonly eventLog: EventLog,
    private readonly prefixes: readonly string[],
    private readonly signal: AbortSignal,
    private readonly batchSize: number,
    after: Position | null = null,
  ) {
    this.position = this.received = after;
  }

  /** Batches of everything up to and including `target`, which must be in the log, and nothing after it. */
  async *upTo(target: Position | null): AsyncGenerator<StoredEvent[]> {
    while (target !== null && (this.position === null || comparePositions(this.position, target) < 0)) {
      if (this.held.length === 0) this.held = await this.next();
      const beyond = this.held.findIndex((event) => comparePositions(event.position, target) > 0);
      const events = this.held.splice(0, beyond === -1 ? this.held.length : beyond);
      if (events.length === 0) return;
      this.position = events.at(-1)!.position;
      yield events;
    }
  }

  close(): void {
    this.subscription.abort();
    this.batches?.close();
    this.batches = null;
  }

  private async next(): Promise<StoredEvent[]> {
    const backOff = new BackOff();
    for (let attempt = 1; ; attempt += 1) {
      this.signal.throwIfAborted();
      this.batches ??= this.subscribe();
      try {
        const events = await this.batches.take();
        this.received = events.at(-1)!.position;
        return events;
      } catch (error) {
        this.close();
        if (!(error instanceof SubscriptionLost) || attempt === MAX_ATTEMPTS) throw error;
        await backOff.wait(this.signal);
      }
    }
  }

  private subscribe(): EventBatches {
    this.subscription = new AbortController();
    const signal = AbortSignal.any([this.signal, this.subscription.signal]);
    const options = { after: this.received, prefixes: this.prefixes };
    return new EventBatches(this.eventLog.subscribe(options, signal), this.batchSize);
  }
}
