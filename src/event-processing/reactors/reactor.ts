import { type StoredEvent } from '../../event-store/event-log.js';

/**
 * Turns events into commands or calls, which cannot be undone: a rebuild never runs it. Each event is handled at least
 * once, in order: one whose handling was done and not yet recorded when the process died is handled again.
 */
export type Reactor = {
  /** Unique among reactors and projections. */
  name: string;
  /** Streams that it reads, by the beginning of their names. */
  streams: readonly string[];
  /** Where it begins when it runs for the first time. */
  startFrom: 'start' | 'end';
  /** How often an event is tried before it is parked, with what follows in its stream. */
  attempts?: number;
  /** @param signal aborted when it is to stop; what it throws then counts for nothing */
  handle(event: StoredEvent, signal: AbortSignal): Promise<void>;
};

export const reactor = (definition: Reactor): Reactor => definition;
