import { v4 as uuid } from 'uuid';
import { type Principal } from '../../http/auth/principal.js';
import { type Cause } from '../domain/commands.js';

/**
 * @param caller whose key it is: the events say so
 * @param commandId given where the request may be repeated
 */
export function causeOfRequest({ name }: Pick<Principal, 'name'>, commandId: string = uuid()): Cause {
  return { commandId, correlationId: commandId, causationId: commandId, actor: name, at: new Date().toISOString() };
}
