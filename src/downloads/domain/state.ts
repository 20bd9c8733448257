import { type CancelReason, type InitiatedData, type RemovalReason } from './events.js';

export type Outcome = 'completed' | 'failed' | 'cancelled';

export type Attempt = {
  readonly initiated: InitiatedData;
  /** The item's id in the client, once the client has it. */
  readonly downloadClientId: string | null;
  readonly accepted: boolean;
  readonly paused: boolean;
  readonly cancelling: CancelReason | null;
  readonly outcome: Outcome | null;
  /** Why the client is to forget the item, once that is asked for after the end. */
  readonly removal: RemovalReason | null;
  /** The client no longer has the item. */
  readonly removed: boolean;
  readonly askers: Askers;
};

/** Who has asked for a download, by join id: the requester, whose join id is the download's, and those who have joined. */
export type Askers = {
  readonly waiting: readonly string[];
  /** One that has left wanted the data kept. */
  readonly keepData: boolean;
};

/** One item in one client: its attempts, at most one of them active. */
export type DownloadState = {
  readonly active: Attempt | null;
  readonly ended: readonly Attempt[];
  /** Ids whose initiation came too late. */
  readonly fenced: readonly string[];
};

export const NO_DOWNLOADS: DownloadState = { active: null, ended: [], fenced: [] };

/** Where a download id stands in its stream; `absent`: its owner may still be on the way. */
export function attemptStatus(state: DownloadState, downloadId: string): 'active' | 'ended' | 'fenced' | 'absent' {
  if (state.active?.initiated.downloadId === downloadId) return 'active';
  if (findEnded(state, downloadId)) return 'ended';
  return state.fenced.includes(downloadId) ? 'fenced' : 'absent';
}

export const findAttempt = (state: DownloadState, downloadId: string): Attempt | undefined =>
  state.active?.initiated.downloadId === downloadId ? state.active : findEnded(state, downloadId);

const findEnded = (state: DownloadState, downloadId: string) =>
  state.ended.findLast(({ initiated }) => initiated.downloadId === downloadId);

/**
 * The attempt that has ended and whose item still lies in the client, seeding or in its history. The item of a stream is that of
 * its newest attempt: what an earlier one has left there, the next has taken over.
 */
export function finishedAttempt({ active, ended }: DownloadState): Attempt | null {
  const newest = active === null ? ended.at(-1) : undefined;
  if (!newest || newest.removed || newest.outcome === 'cancelled') return null;
  const isInClient = newest.outcome === 'completed' || newest.downloadClientId !== null || newest.removal !== null;
  return isInClient ? newest : null;
}
