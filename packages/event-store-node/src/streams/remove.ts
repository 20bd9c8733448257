import type { EventLog } from '../log/event-log.js';
import { expectedRevisionOf } from '../protocol/expected-revision.js';
import { streamNameOf } from '../protocol/identifiers.js';
import { invalidArgument, streamDeleted, wrongRevisionOfRemoval } from '../protocol/refusal.js';

type Options = Parameters<typeof expectedRevisionOf>[0] & { getStreamIdentifier(): Parameters<typeof streamNameOf>[0] };

/**
 * What Delete and Tombstone share.
 * @returns the position of the event that marks the removal
 * @throws Refusal
 */
export const remove = async (
  log: EventLog,
  kind: 'delete' | 'tombstone',
  options: Options | undefined,
): Promise<string> => {
  if (!options) throw invalidArgument('Options are required.');
  const stream = streamNameOf(options.getStreamIdentifier());
  const expected = expectedRevisionOf(options);
  const outcome = await log.write({ kind, stream, expected });
  switch (outcome.outcome) {
    case 'written':
      return String(outcome.position);
    case 'wrong-revision':
      throw wrongRevisionOfRemoval(stream, expected, outcome.current);
    case 'deleted':
      throw streamDeleted(stream);
  }
};
