import { decodeRecorded } from '../protocol/event-frame.js';
import type { Entry } from './entry.js';
import type { EventLog, StreamState } from './event-log.js';
import type { Direction } from './pages.js';
import { firstVisible } from './stream-visibility.js';

const PAGE_EVENTS = 500;
const TICKS_PER_SECOND = 10_000_000;

export type StreamRange = { stream: string; direction: Direction; from: number; limit: number };

/**
 * The events of a stream that its metadata leaves readable, from a revision (inclusive) on, page by page,
 * as far as `state` knows the stream.
 */
export async function* readStream(
  log: EventLog,
  state: StreamState,
  range: StreamRange,
): AsyncGenerator<readonly Entry[]> {
  const { stream, direction } = range;
  const lowest = firstVisible(state.head, state.metadata);
  const highest = state.head.last;
  const forwards = direction === 'forwards';
  let from = forwards ? Math.max(range.from, lowest) : Math.min(range.from, highest);
  for (let left = range.limit; left > 0 && from >= lowest && from <= highest;) {
    const to = forwards ? highest : lowest;
    const page = await log.pages.stream(direction, stream, Math.min(from, to), Math.max(from, to), PAGE_EVENTS);
    const last = page.entries.at(-1);
    const young = youngerThan(page.entries, state.metadata.maxAge).slice(0, left);
    if (young.length > 0) yield young;
    if (page.complete || !last) return;
    left -= young.length;
    from = forwards ? last.revision + 1 : last.revision - 1;
  }
}

const youngerThan = (entries: readonly Entry[], seconds: number | undefined): readonly Entry[] => {
  if (seconds === undefined) return entries;
  const since = (Date.now() / 1_000 - seconds) * TICKS_PER_SECOND;
  return entries.filter(({ frame }) => Number(decodeRecorded(frame).getMetadataMap().get('created')) >= since);
};
