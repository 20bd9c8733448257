import { finished, reported } from './attempt-checks.js';
import { type Cause, type JoinDownload, type LeaveDownload } from './commands.js';
import { type DownloadEvent, type RemovalReason } from './events.js';
import { Refused } from './refused.js';
import { type Attempt, type DownloadState, findAttempt } from './state.js';

/** To one that is active, or has completed and is still in its client. @throws Refused not-found, not-active */
export function join({ downloadId, joinId, asked, cause }: JoinDownload, state: DownloadState): DownloadEvent[] {
  const attempt = findAttempt(state, downloadId);
  if (!attempt) throw new Refused('not-found');
  if (!mayBeJoined(state, attempt)) throw new Refused('not-active');
  if (attempt.askers.waiting.includes(joinId)) return [];
  const { itemKey, title, category } = asked;
  return [{ type: 'download.joined', data: { downloadId, joinId, itemKey, title, category, actor: cause.actor } }];
}

function mayBeJoined(state: DownloadState, attempt: Attempt): boolean {
  if (attempt === state.active) return attempt.cancelling === null;
  const { outcome, removal } = finished(state, attempt.initiated.downloadId) ?? { outcome: null, removal: null };
  return outcome === 'completed' && removal === null;
}

/** Late or twice, it is no event. What nobody waits for any more ends, with its data if every one who asked wanted that. */
export function leave(command: LeaveDownload, state: DownloadState): DownloadEvent[] {
  const { downloadId, joinId, removeData, reason } = command;
  const attempt = findAttempt(state, downloadId);
  if (!attempt?.askers.waiting.includes(joinId)) return [];
  const left = leftBy(joinId, command);
  if (attempt.askers.waiting.length > 1) return [left];
  return [left, ...ending(state, downloadId, removeData && !attempt.askers.keepData, reason)];
}

function ending(state: DownloadState, downloadId: string, removeData: boolean, reason: RemovalReason): DownloadEvent[] {
  if (reported(state, downloadId)?.cancelling === null)
    return [{ type: 'download.cancellation-requested', data: { downloadId, removeData, reason: 'user' } }];
  if (finished(state, downloadId)?.removal === null)
    return [{ type: 'download.removal-requested', data: { downloadId, removeData, reason } }];
  return [];
}

/** They may not have fetched what they wait for: no goal of seeding ends it for them. */
export const isWaitedForByOthers = ({ askers, initiated: { downloadId } }: Attempt): boolean =>
  askers.waiting.some((joinId) => joinId !== downloadId);

type Leaving = { downloadId: string; removeData: boolean; reason: RemovalReason; cause: Cause };

/**
 * Who requested it cancels or removes it, and others wait for it: then that one leaves, and it goes on for them.
 * @returns null where nobody else waits, or the requester has left before: then it is meant for all
 */
export function leaveToOthers(attempt: Attempt, command: Leaving): DownloadEvent[] | null {
  const { waiting } = attempt.askers;
  const isAmongOthers = waiting.length > 1 && waiting.includes(command.downloadId);
  return isAmongOthers ? [leftBy(command.downloadId, command)] : null;
}

const leftBy = (joinId: string, { downloadId, removeData, reason }: Leaving): DownloadEvent => ({
  type: 'download.left',
  data: { downloadId, joinId, removeData, reason },
});
