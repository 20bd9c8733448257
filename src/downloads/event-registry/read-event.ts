import { z } from 'zod';
import { storable } from '../../text/storable-text.js';
import { type StoredEvent } from '../../event-store/event-log.js';
import { type LedgarrEvent } from '../domain/events.js';
import { registry } from './registry.js';

/** Stored data do not fit their type: the projector parks such an event, a command refuses to decide on it. */
export class MalformedEvent extends Error {
  constructor(stored: StoredEvent, why: string) {
    super(`${stored.type} at ${stored.revision}@${stored.streamId} cannot be read: ${why}`);
  }
}

/**
 * A stored event in the words of today: upcast from the version it was written in, and checked.
 * @returns null for a type that this version does not know
 * @throws MalformedEvent
 */
export function readEvent(stored: StoredEvent): LedgarrEvent | null {
  if (!Object.hasOwn(registry, stored.type)) return null;
  const type = stored.type as LedgarrEvent['type'];
  const { version, upcasters, schema } = registry[type];
  // Another program, or an older version, may have written what no table can hold.
  let data: unknown = storable(stored.data);
  for (let from = writtenVersion(stored); from < version; from++) {
    const upcast = upcasters?.[from];
    if (!upcast) throw new MalformedEvent(stored, `nothing leads from version ${from} to ${from + 1}`);
    data = upcast(data as never);
  }
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new MalformedEvent(stored, z.prettifyError(parsed.error));
  return { type, data: parsed.data } as LedgarrEvent;
}

/** A newer version than this code knows is read as the present one: a version may only add while its schema still fits. */
function writtenVersion({ metadata }: StoredEvent): number {
  const version = Number(metadata['schemaVersion']);
  return Number.isInteger(version) && version > 0 ? version : 1;
}
