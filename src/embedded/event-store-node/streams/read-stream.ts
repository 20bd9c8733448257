import type { EventLog } from '../log/event-log.js';
import { NO_STREAM } from '../log/numbers.js';
import { isSoftDeleted } from '../log/stream-metadata.js';
import { readStream } from '../log/stream-reader.js';
import type { ReadQuestion } from '../protocol/read-question.js';
import { streamNotFound } from '../protocol/read-responses.js';
import { streamDeleted, unknownFault } from '../protocol/refusal.js';
import type { EventOutlet } from './event-outlet.js';

export const readOneStream = async (
  log: EventLog,
  stream: string,
  { from, direction }: ReadQuestion,
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
  for await (const entries of readStream(log, state, { stream, direction, from: revision, limit: count })) {
    await out.events(entries);
    if (!out.open) return;
  }
};
