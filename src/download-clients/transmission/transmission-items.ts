import { type ClientFile, type ClientItem, type ItemState } from '../download-client.js';
import { folderOf, type TransmissionFiles, type TransmissionTorrent } from './transmission-rpc.js';

export const STOPPED = 0;
const LOCAL_ERROR = 3;

export function itemFrom(torrent: TransmissionTorrent): ClientItem {
  const known = hasMetadata(torrent);
  const hash = torrent.hashString.toLowerCase();
  const folder = folderOf(torrent);
  const state = stateOf(torrent);
  const nowhere = state === 'complete' && folder === null;
  return {
    id: hash,
    itemKeys: [hash],
    title: torrent.name,
    category: torrent.labels?.[0] ?? null,
    state: nowhere ? 'warning' : state,
    sizeBytes: known ? torrent.sizeWhenDone : null,
    downloadedBytes: known ? torrent.sizeWhenDone - torrent.leftUntilDone : null,
    progress: known ? torrent.percentDone : 0,
    downloadSpeed: torrent.rateDownload,
    uploadSpeed: torrent.rateUpload,
    etaSeconds: torrent.eta < 0 ? null : torrent.eta, // -1 not available, -2 unknown
    ratio: torrent.uploadRatio < 0 ? null : torrent.uploadRatio, // -1 not available, -2 infinite
    peers: torrent.peersConnected,
    message: torrent.errorString || (nowhere ? 'Transmission does not say in which folder it is.' : null),
    outputPath: known && folder !== null ? `${folder}/${torrent.name}` : null,
    processing: null,
    seedingSeconds: torrent.secondsSeeding ?? null,
    seedGoalReached: isWhole(torrent) ? torrent.isFinished && torrent.status === STOPPED : null,
    addedAt: torrent.addedDate ? new Date(torrent.addedDate * 1_000).toISOString() : null,
  };
}

/** Those that are wanted: what was deselected is not fetched, and need not be there. */
export const filesFrom = ({ downloadDir, files, wanted }: TransmissionFiles): ClientFile[] =>
  files
    .filter((_, i) => Boolean(wanted?.[i] ?? true))
    .map(({ name, length }) => ({ path: `${downloadDir}/${name}`, sizeBytes: length }));

/** Without metadata nothing is left to download, which must not read as complete. 4.0 has a moment in which only the size tells. */
const hasMetadata = (torrent: TransmissionTorrent): boolean =>
  torrent.metadataPercentComplete === 1 && torrent.totalSize > 0;

export const isChecking = ({ status }: TransmissionTorrent): boolean => status === 1 || status === 2;

/** As far as a check has got: what is not checked yet counts as there. */
export const isWhole = (torrent: TransmissionTorrent): boolean =>
  hasMetadata(torrent) && torrent.leftUntilDone === 0 && !isChecking(torrent);

/** Not one of its files was there when it looked. The words are those of 2.94 to 4.1. */
export const hasLostData = ({ error, errorString }: TransmissionTorrent): boolean =>
  error === LOCAL_ERROR && /no data found/i.test(errorString);

/** Nothing is left to download by its own account, whatever has become of the files. */
export const claimsWhole = (torrent: TransmissionTorrent): boolean => isWhole(torrent) || hasLostData(torrent);

function stateOf(torrent: TransmissionTorrent): ItemState {
  // Before anything else: a small torrent in a folder without permission counts as all there.
  if (torrent.error === LOCAL_ERROR) return 'warning';
  if (!hasMetadata(torrent)) return torrent.status === STOPPED ? 'paused' : torrent.error === 0 ? 'queued' : 'warning';
  const whole = torrent.leftUntilDone === 0;
  switch (torrent.status) {
    case 1:
    case 2:
      return 'checking'; // whole or not: the check may say otherwise
    case 5:
    case 6:
      return whole ? 'complete' : 'warning';
    case STOPPED:
      // Not by isFinished: a seeding goal that was met once says nothing of data that is missing now.
      return whole ? 'complete' : 'paused';
    case 3:
      return 'queued';
    case 4:
      if (torrent.error !== 0) return 'warning'; // its tracker complains; other peers may still serve it
      return torrent.isStalled ? 'stalled' : 'downloading';
    default:
      return 'warning'; // a state of a later version: never taken for an end
  }
}
