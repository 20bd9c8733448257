import { type StoredEvent } from '../../event-store/event-log.js';
import { type DownloadEvent } from '../domain/events.js';
import { readEvent } from '../event-registry/read-event.js';

/**
 * @returns null for a type that this version does not know
 * @throws MalformedEvent, which parks the event
 */
export function readDownloadEvent(stored: StoredEvent): DownloadEvent | null {
  const event = readEvent(stored);
  return event === null || event.type === 'content.claimed' ? null : event;
}
