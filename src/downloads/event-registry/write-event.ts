import { v5 as uuidV5 } from 'uuid';
import { type NewEvent } from '../../event-store/event-log.js';
import { type Cause } from '../domain/commands.js';
import { type LedgarrEvent } from '../domain/events.js';
import { boundedTexts } from './bounded-texts.js';
import { loggedData } from './logged-data.js';
import { registry } from './registry.js';

/**
 * An event ready to append. Its id follows from the command and its index, so that a repeat is known as one.
 * @param index counts the events of the namespace, over all streams
 * @param namespace a UUID: the command, or what follows from it where one command may append other events when it is repeated
 * @throws ZodError when the data do not fit the type: a mistake in this program
 */
export function writeEvent(
  event: LedgarrEvent,
  cause: Cause,
  index: number,
  namespace: string = cause.commandId,
): NewEvent {
  const { schema, version } = registry[event.type];
  return {
    id: uuidV5(String(index), namespace),
    type: event.type,
    data: schema.parse(boundedTexts(loggedData(event.data))),
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
