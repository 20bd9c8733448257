import { EventLog, type NewEvent, type Position, type Revision } from '../../event-store/event-log.js';

/** A log that is read, and to which nothing is appended: for finding out what an import would do. */
export class DryRunLog extends EventLog {
  readonly readStream: EventLog['readStream'];
  readonly lastPosition: EventLog['lastPosition'];
  readonly subscribe: EventLog['subscribe'];

  constructor(log: EventLog) {
    super();
    this.readStream = (...asked) => log.readStream(...asked);
    this.lastPosition = (...asked) => log.lastPosition(...asked);
    this.subscribe = (...asked) => log.subscribe(...asked);
  }

  /** @returns the revision that the stream would have, and the first position: events that are not written have none */
  append(
    _stream: string,
    events: readonly NewEvent[],
    expected: Revision,
  ): Promise<{ revision: bigint; position: Position }> {
    const last = (expected === 'no-stream' ? -1n : expected) + BigInt(events.length);
    return Promise.resolve({ revision: last, position: { commit: 0n, prepare: 0n } });
  }
}
