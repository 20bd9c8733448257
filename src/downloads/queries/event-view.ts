import { isDeepStrictEqual } from 'node:util';
import { type StoredEvent } from '../../event-store/event-log.js';
import { MalformedEvent, readEvent } from '../event-registry/read-event.js';
import { type PositionView } from './past-queue.js';

/** An event as the log has it, and as it is read today. */
export type EventView = {
  id: string;
  type: string;
  stream: string;
  revision: string;
  position: PositionView;
  /** When the event store took it. */
  recordedAt: string;
  /** When it happened. */
  occurredAt: string;
  actor: string | null;
  schemaVersion: number | null;
  data: unknown;
  metadata: Readonly<Record<string, unknown>>;
  /** What was written, where it differs from `data`: an older version, or what cannot be read. */
  stored: unknown;
};

export function eventView(event: StoredEvent): EventView {
  const { id, type, streamId: stream, revision, position, createdAt: recordedAt, metadata } = event;
  const data = readable(event);
  return {
    ...{ id, type, stream, revision: String(revision), recordedAt, metadata, data },
    position: { commit: String(position.commit), prepare: String(position.prepare) },
    occurredAt: String(metadata['occurredAt'] ?? recordedAt),
    actor: typeof metadata['actor'] === 'string' ? metadata['actor'] : null,
    schemaVersion: versionOf(metadata['schemaVersion']),
    stored: isDeepStrictEqual(data, event.data) ? null : event.data,
  };
}

/** Upcast; as it was written where it cannot be read: one event hides no other. */
function readable(event: StoredEvent): unknown {
  try {
    return readEvent(event)?.data ?? event.data;
  } catch (error) {
    if (error instanceof MalformedEvent) return null;
    throw error;
  }
}

function versionOf(said: unknown): number | null {
  const version = Number(said);
  return Number.isInteger(version) && version > 0 ? version : null;
}
