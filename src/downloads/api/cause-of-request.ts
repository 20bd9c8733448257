import { v4 as uuid } from 'uuid';
import { type Cause } from '../domain/commands.js';

/** @param commandId given where the request may be repeated */
export function causeOfRequest(commandId: string = uuid()): Cause {
  return { commandId, correlationId: commandId, causationId: commandId, actor: 'api', at: new Date().toISOString() };
}
