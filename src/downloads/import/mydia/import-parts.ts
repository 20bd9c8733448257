import { type EventLog, type NewEvent, type Revision } from '../../../event-store/event-log.js';
import { type Clock } from '../../commands/clock.js';
import { type EventStreams } from '../../commands/event-streams.js';
import { type Attempt } from './attempt.js';

/** What the import of an item needs of the rest. */
export type ImportParts = {
  log: EventLog;
  streams: EventStreams;
  clock: Clock;
  /** How long a claim without its download is waited for, in milliseconds. */
  claimGraceMs: number;
  /** Appends nothing, and says what it would. */
  dryRun: boolean;
  /** Nothing had been downloaded when the import began: then there is no need to ask whether a stream is there. */
  fresh: boolean;
  /** Keeps the link. @returns its reference, for the log */
  keepLink(attempt: Attempt): Promise<string | null>;
  /** Whether Ledgarr has the item in another stream: it knows an NZB by its articles, and Mydia by its id. */
  hasItem(attempt: Attempt): boolean;
};

/** @returns the revision after it. @throws RevisionConflict */
export async function append(
  { log, dryRun }: ImportParts,
  stream: string,
  events: readonly NewEvent[],
  expected: Revision,
): Promise<Revision> {
  return dryRun || events.length === 0 ? expected : (await log.append(stream, events, expected)).revision;
}
