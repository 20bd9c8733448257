import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type Job } from '../job.js';
import { inMegabytes, inTime, inUnits } from './amounts.js';
import { SURROUNDINGS } from './surroundings.js';

type QueueStatus = 'Queued' | 'Downloading' | 'Paused' | 'Checking';

/**
 * In words that the original has, since one that a caller does not know costs it the whole list. What cannot be seen now is queued: it is
 * not gone.
 */
export function queueStatus({ status, itemStatus, isUnseen }: PresentDownload): QueueStatus {
  if (isUnseen) return 'Queued';
  switch (itemStatus ?? status) {
    case 'downloading':
    case 'stalled':
    case 'warning':
      return 'Downloading';
    case 'paused':
      return 'Paused';
    case 'checking':
      return 'Checking';
    default:
      return 'Queued';
  }
}

const leftOf = ({ sizeBytes, downloadedBytes }: PresentDownload): number =>
  Math.max(0, (sizeBytes ?? 0) - (downloadedBytes ?? 0));

export function queueSlot({ nzoId, name, category, download }: Job, index: number) {
  const [size, left] = [download.sizeBytes ?? 0, leftOf(download)];
  return {
    index,
    nzo_id: nzoId,
    unpackopts: '3',
    priority: 'Normal',
    script: 'None',
    filename: name,
    labels: [],
    password: '',
    cat: category,
    mbleft: inMegabytes(left),
    mb: inMegabytes(size),
    size: inUnits(size, 'B'),
    sizeleft: inUnits(left, 'B'),
    percentage: String(Math.floor(download.progress * 100)),
    mbmissing: '0.00',
    direct_unpack: null,
    status: queueStatus(download),
    timeleft: inTime(download.etaSeconds),
    avg_age: '0d',
  };
}

/**
 * @param jobs those that were asked for
 * @param all how many there are besides
 * @param page `limit` 0: all
 */
export function queueAnswer(jobs: readonly Job[], all: number, { start, limit }: { start: number; limit: number }) {
  const shown = limit === 0 ? jobs.slice(start) : jobs.slice(start, start + limit);
  const sum = (of: (download: PresentDownload) => number) => jobs.reduce((sum, { download }) => sum + of(download), 0);
  const [size, left] = [sum(({ sizeBytes }) => sizeBytes ?? 0), sum(leftOf)];
  const speed = sum(({ downloadSpeed, isUnseen }) => (isUnseen ? 0 : (downloadSpeed ?? 0)));
  const isRunning = jobs.some(({ download }) => queueStatus(download) === 'Downloading');
  return {
    queue: {
      ...SURROUNDINGS,
      kbpersec: (speed / 1024).toFixed(2),
      speed: inUnits(speed),
      mbleft: inMegabytes(left),
      mb: inMegabytes(size),
      sizeleft: inUnits(left, 'B'),
      size: inUnits(size, 'B'),
      noofslots_total: all,
      noofslots: jobs.length,
      start,
      limit,
      finish: start + limit,
      status: isRunning ? 'Downloading' : 'Idle',
      timeleft: inTime(speed > 0 ? left / speed : null),
      slots: shown.map((job, i) => queueSlot(job, start + i)),
    },
  };
}
