import { v4 as uuid } from 'uuid';
import { type Cause } from '../domain/commands.js';

/** The cause of a command that nobody asked for in a request: an observation, or work that was waiting. */
export function causeOfObservation(actor: 'monitor' | 'dispatcher' | 'import' | 'cli', downloadId: string): Cause {
  const commandId = uuid();
  return { commandId, correlationId: downloadId, causationId: commandId, actor, at: new Date().toISOString() };
}
