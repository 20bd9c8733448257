import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log/event-log.js';
import { ANY } from '../log/numbers.js';
import type { WriteOutcome } from '../log/write-request.js';

export type SystemEvent = {
  readonly type: string;
  readonly isJson: boolean;
  readonly data: string;
  readonly metadata?: string;
};

/** Appends what a group keeps of itself to a stream of its own; durable when it resolves. */
export const appendSystemEvent = (log: EventLog, stream: string, event: SystemEvent): Promise<WriteOutcome> => {
  const { type, isJson, data, metadata = '' } = event;
  const proposed = { id: randomUUID(), type, isJson, data: Buffer.from(data), metadata: Buffer.from(metadata) };
  return log.write({ kind: 'append', stream, expected: ANY, events: [proposed] });
};
