import { type Content } from '../../downloads/domain/content.js';
import { type ReleasePayload } from '../../releases/release.js';
import {
  type CancelReason,
  type DownloadedFile,
  type FailReason,
  type Protocol,
} from '../../downloads/domain/events.js';

/** How an attempt ended. Times are ISO 8601 in UTC. */
export type Ending =
  | { outcome: 'completed'; at: string; outputPath: string | null; files: DownloadedFile[] }
  | { outcome: 'failed'; at: string; reason: FailReason; message: string | null }
  | { outcome: 'cancelled'; at: string; reason: CancelReason; leftInClient: boolean };

/** One attempt as another program remembers it, in Ledgarr's words. All ids follow from that program's. */
export type AttemptHistory = {
  downloadId: string;
  /** A UUID of this attempt alone: the ids of its events are made of it. */
  commandId: string;
  title: string;
  /** The slug of the client. */
  client: string;
  itemKey: string;
  /** The key of an item that nothing else has: for an attempt at an item at which Ledgarr is at work. */
  keyBeside: string;
  /** Null for one that no client has taken. */
  downloadClientId: string | null;
  protocol: Protocol;
  content: Content | null;
  indexer: string | null;
  sizeBytes: number | null;
  /** For a retry, keys and all: never for the log. */
  payload: ReleasePayload | null;
  begunAt: string;
  pauses: { type: 'download.paused' | 'download.resumed'; at: string }[];
  /** Null while it is active. */
  ending: Ending | null;
  /** The last time that the program wrote to it. */
  lastKnownAt: string;
};

const superseded = (at: string): Ending => ({
  outcome: 'cancelled',
  at,
  reason: 'superseded',
  leftInClient: true,
});

/** The same attempt, given up for another. What came after that never was. */
export const supersededAt = (attempt: AttemptHistory, at: string): AttemptHistory => ({
  ...attempt,
  pauses: attempt.pauses.filter((pause) => pause.at <= at),
  ending: superseded(at),
});

/** The same for what Ledgarr has. */
export const supersededNow = (attempt: AttemptHistory): AttemptHistory => supersededAt(attempt, attempt.lastKnownAt);

/**
 * An attempt at an item at which Ledgarr is at work: in the item's own stream it would seem to end that work, and under
 * the item's id its row would be in the way. So it has a stream of its own, and no id in the client.
 */
export const asideOf = (attempt: AttemptHistory): AttemptHistory => ({
  ...attempt,
  itemKey: attempt.keyBeside,
  downloadClientId: null,
});

export const later = (a: string, b: string): string => (a > b ? a : b);
