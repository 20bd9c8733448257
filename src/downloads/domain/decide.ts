import { type DownloadCommand } from './commands.js';
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
      const { downloadId, downloadClientId } = command;
      const attempt = activeUnlessCancelling(state, downloadId);
      if (!attempt || (attempt.accepted && attempt.downloadClientId === downloadClientId)) return [];
      return [{ type: 'download.accepted', data: { downloadId, downloadClientId } }];
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

    case 'CancelDownload': {
      const { downloadId, removeData, forget } = command;
      const attempt = requireActive(state, downloadId);
      if (forget)
        return [{ type: 'download.cancelled', data: { downloadId, reason: 'forgotten', leftInClient: true } }];
      if (attempt.cancelling) return [];
      return [{ type: 'download.cancellation-requested', data: { downloadId, removeData, reason: 'user' } }];
    }

    case 'FinishCancellation': {
      const { downloadId, leftInClient } = command;
      const reason = reported(state, downloadId)?.cancelling;
      return reason ? [{ type: 'download.cancelled', data: { downloadId, reason, leftInClient } }] : [];
    }

    case 'ReportItemGone': {
      const { downloadId } = command;
      if (!activeUnlessCancelling(state, downloadId)) return [];
      return [{ type: 'download.cancelled', data: { downloadId, reason: 'removed-from-client', leftInClient: false } }];
    }

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

/** Also while force is used: two attempts at one item would be one torrent shown twice. */
function refuseSecondAttempt({ active }: DownloadState): void {
  if (active) throw new Refused('duplicate-download', { existing: active.initiated.downloadId });
}

function requireActive(state: DownloadState, downloadId: string): Attempt {
  const attempt = findAttempt(state, downloadId);
  if (!attempt) throw new Refused('not-found');
  if (attempt !== state.active) throw new Refused('not-active');
  return attempt;
}

function requireRunning(state: DownloadState, downloadId: string): Attempt {
  const attempt = requireActive(state, downloadId);
  if (attempt.cancelling) throw new Refused('not-active', { detail: 'It is being cancelled.' });
  return attempt;
}

const reported = ({ active }: DownloadState, downloadId: string): Attempt | null =>
  active?.initiated.downloadId === downloadId ? active : null;

/** Active, and nobody has asked for its end: once that is asked for, the end is `download.cancelled` and nothing else. */
function activeUnlessCancelling(state: DownloadState, downloadId: string): Attempt | null {
  const attempt = reported(state, downloadId);
  return attempt?.cancelling === null ? attempt : null;
}
