import type { Outlet } from '../protocol/outlet.js';
import type { Refusal } from '../protocol/refusal.js';
import { Signal } from './bell.js';
import type { Message } from './message.js';
import { messageFrame } from './message-frame.js';
import { Measurements } from './measurements.js';

export type ConsumerOptions = {
  /** How many messages may be unanswered. */
  readonly bufferSize: number;
  readonly connectionName: string;
  readonly extraStatistics: boolean;
  readonly structuredIds: boolean;
};

/** Somebody who reads a group: gets messages as fast as they are answered, and no faster than the call takes them. */
export class Consumer {
  inFlight = 0;
  total = 0;
  readonly measurements = new Measurements();
  private readonly queue: Buffer[] = [];
  private readonly bell = new Signal();
  private ending: Error | undefined;

  constructor(
    private readonly outlet: Outlet,
    readonly options: ConsumerOptions,
  ) {
    outlet.signal.addEventListener('abort', () => this.bell.ring(), { once: true });
  }

  get slots(): number {
    return Math.max(0, this.options.bufferSize - this.inFlight);
  }

  give(message: Message): void {
    this.inFlight++;
    this.total++;
    this.say(messageFrame(message, this.options.structuredIds));
  }

  say(frame: Buffer): void {
    this.queue.push(frame);
    this.bell.ring();
  }

  /** Ends the call once all that was given is sent. */
  drop(reason: Refusal | Error): void {
    this.ending ??= reason;
    this.bell.ring();
  }

  /** Sends until the consumer leaves. @throws what it was dropped with */
  async serve(): Promise<void> {
    while (this.outlet.open) {
      const frame = this.queue.shift();
      if (frame) await this.outlet.send(frame);
      else if (this.ending) throw this.ending;
      else await this.bell.heard();
    }
  }
}
