import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { ANY, metastreamOf } from '../log/numbers.js';
import { readStream } from '../log/stream-reader.js';
import { firstVisible } from '../log/stream-visibility.js';
import { decodeRecorded } from '../protocol/event-frame.js';
import { type Message, originalOf } from './message.js';
import { appendSystemEvent } from './system-event.js';

/** Only administrators may touch what is parked: stored as EventStoreDB stores it. */
const ACL = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };

/** What consumers could not do with, kept as links in a stream of the group's own. */
export class ParkedMessages {
  constructor(
    private readonly log: EventLog,
    private readonly stream: string,
  ) {}

  async count(): Promise<number> {
    const { head, metadata, tombstoned } = await this.log.stream(this.stream);
    return tombstoned ? 0 : Math.max(0, head.last - firstVisible(head, metadata) + 1);
  }

  /** Durable when it resolves. */
  async park(message: Message, reason: string): Promise<void> {
    const { revision } = originalOf(message);
    // EventStoreDB leaves numbers out that are nought.
    const metadata = {
      added: new Date().toISOString(),
      reason,
      ...(revision ? { subscriptionEventNumber: revision } : {}),
    };
    await appendSystemEvent(this.log, this.stream, {
      type: '$>',
      isJson: false,
      data: linkTo(message),
      metadata: JSON.stringify(metadata, null, 2),
    });
  }

  /** The revision after the last one. */
  async end(): Promise<number> {
    const { head, tombstoned } = await this.log.stream(this.stream);
    return tombstoned ? 0 : head.last + 1;
  }

  async *before(revision: number): AsyncGenerator<Entry> {
    const state = await this.log.stream(this.stream);
    const range = { stream: this.stream, direction: 'forwards', from: 0, limit: Infinity } as const;
    for await (const entries of readStream(this.log, state, range)) {
      for (const entry of entries) {
        if (entry.revision >= revision) return;
        yield entry;
      }
    }
  }

  /** Forgets all before a revision. */
  async truncate(revision: number): Promise<void> {
    const data = JSON.stringify({ $tb: revision, $acl: ACL });
    await appendSystemEvent(this.log, metastreamOf(this.stream), { type: '$metadata', isJson: true, data });
  }

  async delete(): Promise<void> {
    await this.log.write({ kind: 'delete', stream: this.stream, expected: ANY });
  }
}

/** Where a link led nowhere, the same link again. */
const linkTo = ({ event, link }: Message): string =>
  event
    ? `${event.revision}@${event.stream}`
    : Buffer.from(decodeRecorded(link!.frame).getData_asU8()).toString('utf8');
