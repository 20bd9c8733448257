import { type FaceTorrent } from '../face-torrent.js';
import { figuresReach, seedLimits, toldLimits } from './seed-limits.js';

/** The original's words, of 4.5, that are used here. */
export type State =
  | 'error'
  | 'queuedDL'
  | 'metaDL'
  | 'downloading'
  | 'forcedDL'
  | 'stalledDL'
  | 'pausedDL'
  | 'checkingDL'
  | 'uploading'
  | 'forcedUP'
  | 'stalledUP'
  | 'queuedUP'
  | 'pausedUP';

/**
 * In a word on which nobody acts wrongly: what cannot be seen now is queued, never stalled, missing or gone; what was finished stays so,
 * whatever is said of it later.
 */
export function stateOf(torrent: FaceTorrent): State {
  const { download } = torrent;
  if (download.status === 'failed') return 'error';
  return download.status === 'completed' ? finishedState(torrent) : activeState(torrent);
}

function activeState({ download, forceStart: isForced, isPauseWanted }: FaceTorrent): State {
  const { status, itemStatus, isUnseen, sizeBytes } = download;
  if (isPauseWanted && status === 'submitting') return 'pausedDL';
  if (isUnseen) return 'queuedDL';
  if (status === 'paused' && (itemStatus ?? 'paused') === 'paused') return 'pausedDL';
  switch (itemStatus) {
    case 'downloading':
      return isForced ? 'forcedDL' : sizeBytes === null ? 'metaDL' : 'downloading';
    case 'stalled':
      return sizeBytes === null ? 'metaDL' : 'stalledDL';
    case 'warning':
      return 'stalledDL';
    case 'paused':
      return 'pausedDL';
    case 'checking':
      return 'checkingDL';
    default:
      return 'queuedDL';
  }
}

function finishedState(torrent: FaceTorrent): State {
  const { itemStatus, isUnseen, uploadSpeed } = torrent.download;
  if (seedLimits(torrent).mayBeRemoved) return 'pausedUP';
  if (isUnseen) return 'stalledUP';
  switch (itemStatus) {
    case 'paused':
      // Stopped and past a limit would say that it may be removed.
      return figuresReach(torrent, toldLimits(torrent)) ? 'queuedUP' : 'pausedUP';
    case 'checking':
    case 'queued':
      return 'queuedUP';
    default:
      return (uploadSpeed ?? 0) === 0 ? 'stalledUP' : torrent.forceStart ? 'forcedUP' : 'uploading';
  }
}
