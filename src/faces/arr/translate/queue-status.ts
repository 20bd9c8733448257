import { type PresentDownload } from '../../../downloads/queries/present-download.js';

export type QueueStatus = {
  status: 'queued' | 'paused' | 'downloading' | 'completed' | 'failed' | 'warning';
  state: 'downloading' | 'importPending' | 'failedPending';
  tracked: 'ok' | 'warning' | 'error';
  message: string | null;
};

/** Cleaners compare these words, whichever client it is in. */
const METADATA = 'qBittorrent is downloading metadata';
const STALLED = 'The download is stalled with no connections';

const under = (status: QueueStatus['status'], message: string | null = null): QueueStatus => ({
  status,
  state: 'downloading',
  tracked: 'ok',
  message,
});

/** In words on which nobody acts wrongly: what cannot be seen now is queued, never stalled or gone; trouble is no failure. */
export function queueStatusOf(download: PresentDownload): QueueStatus {
  const { status, message } = download;
  if (status === 'completed') return { status: 'completed', state: 'importPending', tracked: 'ok', message: null };
  if (status === 'failed') return { status: 'failed', state: 'failedPending', tracked: 'error', message };
  return activeStatus(download);
}

function activeStatus({ status, itemStatus, isUnseen, sizeBytes, protocol, message }: PresentDownload): QueueStatus {
  if (isUnseen) return under('queued');
  if (status === 'paused' && (itemStatus ?? 'paused') === 'paused') return under('paused');
  const isWithoutMetadata = protocol === 'torrent' && sizeBytes === null;
  switch (itemStatus) {
    case 'downloading':
      return isWithoutMetadata ? under('queued', METADATA) : under('downloading');
    case 'stalled':
      return isWithoutMetadata ? under('queued', METADATA) : under('warning', STALLED);
    case 'warning':
      return under('warning', message);
    case 'paused':
      return under('paused');
    default:
      return under('queued');
  }
}
