import { type NewEvent, type Revision } from '../../event-store/event-log.js';
import { type Clock } from '../../downloads/initiation/clock.js';
import { type StreamRepository } from '../../downloads/streams/stream-repository.js';
import { type Attempt } from './attempt.js';
import { type KnownAttempt } from './known-attempts.js';

/** What the import of an item needs of the rest. */
export type ImportParts = {
  streams: StreamRepository;
  clock: Clock;
  /** How long a claim without its download is waited for, in milliseconds. */
  claimGraceMs: number;
  /** Appends nothing, and says what it would. */
  dryRun: boolean;
  /** Attempts that the log has, by their ids. How one has ended is final. */
  known: ReadonlyMap<string, KnownAttempt>;
  /** Keeps what a retry is made with. @returns its reference, for the log */
  keepRelease(attempt: Attempt): Promise<string | null>;
  /** Whether Ledgarr has the item in another stream: it knows an NZB by its articles, and Mydia by its id. */
  hasItem(attempt: Attempt): boolean;
};

/** @returns the revision after it. @throws RevisionConflict */
export async function append(
  { streams, dryRun }: ImportParts,
  stream: string,
  events: readonly NewEvent[],
  expected: Revision,
): Promise<Revision> {
  return dryRun || events.length === 0 ? expected : (await streams.appendWritten(stream, events, expected)).revision;
}
