import { Refused } from './refused.js';
import { type Attempt, type DownloadState, findAttempt, finishedAttempt } from './state.js';

/** Also while force is used: two attempts at one item would be one torrent shown twice. */
export function refuseSecondAttempt({ active }: DownloadState): void {
  if (active) throw new Refused('duplicate-download', { existing: active.initiated.downloadId });
}

export function requireActive(state: DownloadState, downloadId: string): Attempt {
  const attempt = findAttempt(state, downloadId);
  if (!attempt) throw new Refused('not-found');
  if (attempt !== state.active) throw new Refused('not-active');
  return attempt;
}

export function requireRunning(state: DownloadState, downloadId: string): Attempt {
  const attempt = requireActive(state, downloadId);
  if (attempt.cancelling) throw new Refused('not-active', { detail: 'It is being cancelled.' });
  return attempt;
}

export const reported = ({ active }: DownloadState, downloadId: string): Attempt | null =>
  active?.initiated.downloadId === downloadId ? active : null;

/** Ended, with its item still in the client. */
export function finished(state: DownloadState, downloadId: string): Attempt | null {
  const attempt = finishedAttempt(state);
  return attempt?.initiated.downloadId === downloadId ? attempt : null;
}

/** Active, and nobody has asked for its end: once that is asked for, the end is `download.cancelled` and nothing else. */
export function activeUnlessCancelling(state: DownloadState, downloadId: string): Attempt | null {
  const attempt = reported(state, downloadId);
  return attempt?.cancelling === null ? attempt : null;
}
