import { type Content } from '../../downloads/domain/content.js';
import { type ReleasePayload } from '../../releases/release.js';
import { type CancelReason, type FailReason, type Protocol } from '../../downloads/domain/events.js';

/** How an attempt ended. Times are ISO 8601 in UTC. */
export type Ending =
  | { outcome: 'completed'; at: string }
  | { outcome: 'failed'; at: string; reason: FailReason; message: string | null }
  | { outcome: 'cancelled'; at: string; reason: CancelReason; leftInClient: boolean };

/** One attempt as Mydia remembers it, in Ledgarr's words. */
export type Attempt = {
  downloadId: string;
  commandId: string;
  title: string;
  /** The slug of the client. */
  client: string;
  itemKey: string;
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
  /** The last time that Mydia wrote to it. */
  lastKnownAt: string;
};

export const superseded = (at: string): Ending => ({
  outcome: 'cancelled',
  at,
  reason: 'superseded',
  leftInClient: true,
});

/** The same attempt with another end. What came after that never was. */
export const endedWith = (attempt: Attempt, ending: Ending): Attempt => ({
  ...attempt,
  pauses: attempt.pauses.filter(({ at }) => at <= ending.at),
  ending,
});

export const later = (a: string, b: string): string => (a > b ? a : b);
