import { type Schemas } from '../../api/types.ts';
import { m } from '../../messages/en.ts';

export type RebuildJob = Schemas['RebuildJob'];
export type ParkedEvent = Schemas['ParkedEvent'];

/** How a job ended, in a sentence; null while it runs. */
export function outcomeOf({ state, error, results }: RebuildJob): string | null {
  if (state === 'running') return null;
  if (state === 'failed') return error ?? state;
  if (state === 'stopped') return m.projections.stopped;
  const [first] = results ?? [];
  if (!first) return null;
  if (first.difference === null) return m.projections.rebuilt(first.events, first.seconds);
  const { missing, extra, changed } = first.difference;
  return missing + extra + changed === 0 ? m.projections.same : m.projections.differs(missing, extra, changed);
}

/** How many streams have parked events: each is held up by its first. */
export const streamsOf = (events: readonly ParkedEvent[]): string[] => [...new Set(events.map(({ stream }) => stream))];
