import { v5 as uuidV5 } from 'uuid';
import { type EventIds } from '../streams/stream-repository.js';

/** How many ids a command has: two digits of an id, in hex. */
const IDS = 256;

/** The ids that one command may give its download: they follow from the command, so that its repeat knows them again. */
export class AttemptIds {
  private readonly root: string;
  /** How many were given up. */
  private number = 0;

  constructor(commandId: string, stream: string) {
    this.root = uuidV5(stream, commandId).slice(0, -2);
  }

  get present(): string {
    return this.root + this.number.toString(16).padStart(2, '0');
  }

  renew(): void {
    if (this.number === IDS - 1) throw new Error(`no end of conflicts for ${this.present}`);
    this.number += 1;
  }

  /**
   * Ids of the events that begin the present attempt, for each attempt its own: a repeat may choose another client, and then
   * what its claim says is not what the claim of the first run says. The claim has number 0.
   */
  ofEvents(): EventIds {
    return { namespace: this.present, from: 1 };
  }

  include(downloadId: string): boolean {
    return downloadId.startsWith(this.root);
  }
}
