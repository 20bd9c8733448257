import type { EventLog, StreamState } from '../log/event-log.js';
import { NO_STREAM } from '../log/numbers.js';
import { isSoftDeleted } from '../log/stream-metadata.js';
import { readStream } from '../log/stream-reader.js';
import { firstVisible } from '../log/stream-visibility.js';
import type { ReadRequest } from '../protocol/read-request.js';
import { firstStreamPosition, lastStreamPosition, streamNotFound } from '../protocol/read-responses.js';
import { streamDeleted, unknownFault } from '../protocol/refusal.js';
import type { EventOutlet } from './event-outlet.js';

/** EventStoreDB reads a stream in pages of so many revisions. */
const PAGE = 32;

export const readOneStream = async (
  log: EventLog,
  stream: string,
  { from, direction, tellsPositions }: ReadRequest,
  count: number,
  out: EventOutlet,
): Promise<void> => {
  if (count === 0) throw unknownFault('A read needs a count of one at least.');
  if (direction === 'forwards' && from === 'end')
    throw unknownFault('There is nothing to be read forwards from the end.');
  const state = await log.stream(stream);
  if (state.tombstoned) throw streamDeleted(stream);
  if (state.head.last === NO_STREAM || isSoftDeleted(state.metadata)) {
    await out.other(streamNotFound(stream));
    return;
  }
  const revision = from === 'start' ? 0 : from === 'end' ? state.head.last : from;
  if (tellsPositions && direction === 'forwards') {
    for (const first of emptyPages(state, revision, count)) await out.other(firstStreamPosition(first));
  }
  for await (const entries of readStream(log, state, { stream, direction, from: revision, limit: count })) {
    await out.events(entries);
    if (!out.open) return;
  }
  if (tellsPositions) await out.other(lastStreamPosition(state.head.last));
};

/** Where the stream goes on after each page that nothing is in, as long as there was nothing yet. */
const emptyPages = ({ head, metadata }: StreamState, from: number, count: number): number[] => {
  const lowest = firstVisible(head, metadata);
  const before = from + Math.min(PAGE, count) - 1 < lowest ? [lowest] : [];
  const start = before[0] ?? from;
  const beyond = Math.max(start, lowest) > head.last && head.last + 1 !== start ? [head.last + 1] : [];
  return [...before, ...beyond];
};
