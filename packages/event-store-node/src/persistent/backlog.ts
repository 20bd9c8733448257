import type { Message } from './message.js';

/** What waits for a consumer: first what comes again, then what was read, each in its order. */
export class Backlog {
  readonly again: Message[] = [];
  readonly read: Message[] = [];

  get size(): number {
    return this.again.length + this.read.length;
  }

  /** What was parked goes to the end, everything else before what comes after it. */
  retry(message: Message): void {
    const position = message.read?.place.position;
    const at = position === undefined ? -1 : this.again.findIndex(({ read }) => read && read.place.position > position);
    this.again.splice(at < 0 ? this.again.length : at, 0, message);
  }

  *messages(): Generator<Message> {
    yield* this.again;
    // Those behind the first are later ones.
    if (this.read[0]) yield this.read[0];
  }
}
