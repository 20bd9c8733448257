import {
  activeUnlessCancelling,
  finished,
  refuseSecondAttempt,
  reported,
  requireActive,
  requireRunning,
} from './attempt-checks.js';
import { type DownloadCommand } from './commands.js';
import { join, leave, leaveToOthers } from './decide-joining.js';
import { concludeAbsence, declareFailed, requestRemoval } from './decide-removal.js';
import { type DownloadEvent } from './events.js';
import { Refused } from './refused.js';
import { type Attempt, type DownloadState, findAttempt, attemptStatus } from './state.js';

/**
 * What a command means for one item, as new events; none when it says nothing new.
 * What the monitor and the dispatcher report late or twice is no event; what a person asks for in vain is refused.
 * @throws Refused
 */
export function decide(command: DownloadCommand, state: DownloadState): DownloadEvent[] {
  switch (command.type) {
    case 'InitiateAttempt': {
      refuseSecondAttempt(state);
      const { downloadId, downloadClientId, origin } = command.attempt;
      const initiated = { type: 'download.initiated', data: command.attempt } as const;
      if (origin !== 'untracked' || downloadClientId === null) return [initiated];
      return [initiated, { type: 'download.accepted', data: { downloadId, downloadClientId } }];
    }

    case 'AcceptDownload': {
      const { downloadId, downloadClientId, note } = command;
      const attempt = activeUnlessCancelling(state, downloadId);
      if (!attempt || (attempt.accepted && attempt.downloadClientId === downloadClientId)) return [];
      return [{ type: 'download.accepted', data: { downloadId, downloadClientId, ...(note !== null && { note }) } }];
    }

    case 'PauseDownload':
      if (requireRunning(state, command.downloadId).paused) return [];
      return [{ type: 'download.paused', data: { downloadId: command.downloadId } }];

    case 'ResumeDownload':
      if (!requireRunning(state, command.downloadId).paused) return [];
      return [{ type: 'download.resumed', data: { downloadId: command.downloadId } }];

    case 'CompleteDownload': {
      const { type: _type, cause: _cause, moreFiles, ...whole } = command;
      const data = moreFiles === undefined ? whole : { ...whole, moreFiles };
      return activeUnlessCancelling(state, command.downloadId) ? [{ type: 'download.completed', data }] : [];
    }

    case 'FailDownload': {
      const { type: _type, cause: _cause, ...data } = command;
      return activeUnlessCancelling(state, command.downloadId) ? [{ type: 'download.failed', data }] : [];
    }

    case 'DeclareFailed':
      return declareFailed(command, state);
    case 'CancelDownload': {
      const { downloadId, removeData, forget } = command;
      const attempt = requireActive(state, downloadId);
      if (forget)
        return [{ type: 'download.cancelled', data: { downloadId, reason: 'forgotten', leftInClient: true } }];
      if (attempt.cancelling) return [];
      const reason = 'user';
      const left = leaveToOthers(attempt, { ...command, reason });
      const data = { downloadId, removeData: removeData && !attempt.askers.keepData, reason } as const;
      return left ?? [{ type: 'download.cancellation-requested', data }];
    }

    case 'FinishCancellation': {
      const { downloadId, leftInClient } = command;
      const reason = reported(state, downloadId)?.cancelling;
      return reason ? [{ type: 'download.cancelled', data: { downloadId, reason, leftInClient } }] : [];
    }

    case 'RemoveDownload':
      return requestRemoval(command, state);
    case 'FinishRemoval': {
      const { downloadId, dataRemoved } = command;
      const reason = finished(state, downloadId)?.removal;
      return reason ? [{ type: 'download.removed', data: { downloadId, reason, dataRemoved } }] : [];
    }
    case 'JoinDownload':
      return join(command, state);
    case 'LeaveDownload':
      return leave(command, state);
    case 'ReportItemGone':
      return concludeAbsence(command, state);

    case 'FenceInitiation': {
      const { downloadId } = command;
      if (attemptStatus(state, downloadId) !== 'absent') return [];
      return [{ type: 'download.initiation-fenced', data: { downloadId } }];
    }
  }
}

/** The attempt that RetryDownload would repeat. @throws Refused */
export function attemptToRetry(state: DownloadState, downloadId: string): Attempt {
  const attempt = findAttempt(state, downloadId);
  if (!attempt) throw new Refused('not-found');
  if (attempt === state.active) throw new Refused('still-active', { existing: downloadId });
  refuseSecondAttempt(state);
  return attempt;
}
