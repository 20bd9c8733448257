import { createHash } from 'node:crypto';
import { type NewEvent } from '../../event-store/event-log.js';
import { type LedgarrEvent } from '../domain/events.js';
import { registry } from './registry.js';

/** What is known of the command that an event came from; all of it goes into the event's metadata. */
export type Cause = {
  commandId: string;
  /** `api`, `monitor`, `dispatcher`, `cli`, `import`, … */
  actor: string;
  correlationId: string;
  causationId: string;
  /** ISO 8601 in UTC. */
  at: string;
};

/**
 * An event ready to append. Its id follows from the command and its index, so that a repeat is known as one.
 * @param index counts the events that one command appends, over all streams
 * @throws ZodError when the data do not fit the type: a mistake in this program
 */
export function writeEvent(event: LedgarrEvent, cause: Cause, index: number): NewEvent {
  const { schema, version } = registry[event.type];
  return {
    id: uuidV5(cause.commandId, String(index)),
    type: event.type,
    data: schema.parse(event.data),
    metadata: {
      $correlationId: cause.correlationId,
      $causationId: cause.causationId,
      commandId: cause.commandId,
      actor: cause.actor,
      schemaVersion: String(version),
      occurredAt: cause.at,
    },
  };
}

/** RFC 9562 §5.5, with a UUID as the name space. */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
