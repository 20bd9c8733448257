import type { Consumer } from './consumer.js';
import type { Message } from './message.js';

/** A message that a consumer has; `since` in milliseconds. */
export type Given = { readonly message: Message; readonly consumer: Consumer; readonly since: number };

/** What consumers have and did not answer yet, oldest first. */
export class InFlightMessages {
  private readonly all = new Set<Given>();
  /** An id may be there more than once: on `$all` two streams may have it. */
  private readonly byId = new Map<string, Given[]>();

  get size(): number {
    return this.all.size;
  }

  add(message: Message, consumer: Consumer): void {
    const given = { message, consumer, since: Date.now() };
    this.all.add(given);
    const same = this.byId.get(message.id);
    if (same) same.push(given);
    else this.byId.set(message.id, [given]);
    consumer.give(message);
  }

  /** Takes out the oldest under this id, if there is any: its consumer has room for another one. */
  answered(id: string): Given | undefined {
    const given = this.byId.get(id)?.[0];
    if (!given) return undefined;
    this.take(given);
    given.consumer.measurements.add(Date.now() - given.since);
    return given;
  }

  /** Takes out what was given before then. */
  givenBefore(time: number): Given[] {
    const late: Given[] = [];
    for (const given of this.all) {
      if (given.since > time) break;
      late.push(given);
    }
    for (const given of late) this.take(given);
    return late;
  }

  /** Takes out all that a consumer has. */
  of(consumer: Consumer): Given[] {
    const left = [...this.all].filter((given) => given.consumer === consumer);
    for (const given of left) this.take(given);
    return left;
  }

  *messages(): Generator<Message> {
    for (const { message } of this.all) yield message;
  }

  private take(given: Given): void {
    this.all.delete(given);
    const same = this.byId.get(given.message.id)!.filter((each) => each !== given);
    if (same.length > 0) this.byId.set(given.message.id, same);
    else this.byId.delete(given.message.id);
    given.consumer.inFlight--;
  }
}
