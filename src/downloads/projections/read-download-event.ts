import { type StoredEvent } from '../../event-store/event-log.js';
import { type DownloadEvent } from '../domain/events.js';
import { readEvent } from '../event-registry/read-event.js';

/** Projections that are made together ask for the same event one after the other: it is decoded once. */
let last: { stored: StoredEvent; event: DownloadEvent | null } | null = null;

/**
 * @returns null for a type that this version does not know
 * @throws MalformedEvent, which parks the event
 */
export function readDownloadEvent(stored: StoredEvent): DownloadEvent | null {
  if (last?.stored === stored) return last.event;
  const read = readEvent(stored);
  const event = read === null || read.type === 'content.claimed' ? null : read;
  last = { stored, event };
  return event;
}
