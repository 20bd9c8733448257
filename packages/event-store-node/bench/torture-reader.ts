import { type EventStoreDBClient, type Position, START } from '@eventstore/db-client';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A subscriber to $all who goes on after the last event that it was shown whenever its subscription breaks off. */
export class Reader {
  /** Ids, in the order in which they were shown. */
  readonly shown: string[] = [];
  breaks = 0;
  private readonly left = new AbortController();

  constructor(private readonly client: EventStoreDBClient) {}

  async read(): Promise<void> {
    let after: Position | typeof START = START;
    while (!this.left.signal.aborted) {
      const subscription = this.client.subscribeToAll({ fromPosition: after });
      let current = true;
      subscription.on('data', ({ event }) => {
        if (!event || !current) return;
        after = event.position ?? after;
        if (event.type === 'Kept') this.shown.push(event.id);
      });
      // It ends with an error when the node is killed, and with an AbortError when all is over.
      await once(subscription, 'end', { signal: this.left.signal }).catch(() => undefined);
      current = false;
      this.breaks++;
      subscription.on('error', () => undefined);
      await subscription.unsubscribe();
      await pause(10);
    }
  }

  stop(): void {
    this.left.abort();
  }
}
