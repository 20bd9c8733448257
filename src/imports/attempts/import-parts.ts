import { type ClaimProtocol } from '../../downloads/initiation/claim-protocol.js';
import { type StreamRepository } from '../../downloads/streams/stream-repository.js';
import { type AttemptHistory } from './attempt-history.js';
import { type KnownAttempt } from './known-attempts.js';

/** What the import of an item needs of the rest. */
export type ImportParts = {
  streams: StreamRepository;
  protocol: ClaimProtocol;
  /** Attempts that the log has, by their ids. How one has ended is final. */
  known: ReadonlyMap<string, KnownAttempt>;
  /** Keeps what a retry is made with. @returns its reference, for the log */
  keepRelease(attempt: AttemptHistory): Promise<string | null>;
  /** Whether Ledgarr has the item in another stream: it may know it by another key than the other program does. */
  hasItem(attempt: AttemptHistory): boolean;
};
