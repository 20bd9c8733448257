import { activeUnlessCancelling, finished, requireRunning } from './attempt-checks.js';
import { type DeclareFailed, type RemoveDownload, type ReportItemGone } from './commands.js';
import { isWaitedForByOthers, leaveToOthers } from './decide-joining.js';
import { type DownloadEvent } from './events.js';
import { Refused } from './refused.js';
import { type DownloadState, findAttempt, finishedAttempt } from './state.js';

/** @throws Refused not-found, not-ended */
export function requestRemoval(command: RemoveDownload, state: DownloadState): DownloadEvent[] {
  const { downloadId, reason } = command;
  const attempt = findAttempt(state, downloadId);
  if (!attempt) throw new Refused('not-found');
  if (attempt === state.active) throw new Refused('not-ended');
  // What is removed already, or has become the next attempt's, is not to be taken from the client.
  if (attempt !== finishedAttempt(state) || attempt.removal !== null) return [];
  if (reason === 'seeding-goal' && isWaitedForByOthers(attempt)) return [];
  const removeData = command.removeData && !attempt.askers.keepData;
  const left = leaveToOthers(attempt, command);
  return left ?? [{ type: 'download.removal-requested', data: { downloadId, removeData, reason } }];
}

/** What was asked for is for the dispatcher to finish, which knows what became of the data. */
export function concludeAbsence({ downloadId }: ReportItemGone, state: DownloadState): DownloadEvent[] {
  const reason = 'removed-from-client';
  if (activeUnlessCancelling(state, downloadId))
    return [{ type: 'download.cancelled', data: { downloadId, reason, leftInClient: false } }];
  if (finished(state, downloadId)?.removal !== null) return [];
  return [{ type: 'download.removed', data: { downloadId, reason, dataRemoved: false } }];
}

/**
 * Somebody says that it has failed, whatever the client says. Its item goes with what there is of the data: half of what is no
 * good is of no use. @throws Refused not-found, not-active
 */
export function declareFailed(
  { downloadId, message, removeFromClient }: DeclareFailed,
  state: DownloadState,
): DownloadEvent[] {
  requireRunning(state, downloadId);
  const failed: DownloadEvent = { type: 'download.failed', data: { downloadId, reason: 'user', message } };
  if (!removeFromClient) return [failed];
  return [failed, { type: 'download.removal-requested', data: { downloadId, removeData: true, reason: 'user' } }];
}
