import { type ClientFile, type ClientItem, type ItemState } from '../download-client.js';
import { type TransmissionFiles, type TransmissionTorrent } from './transmission-rpc.js';

const STOPPED = 0;
const LOCAL_ERROR = 3;

export function itemFrom(torrent: TransmissionTorrent): ClientItem {
  const known = hasMetadata(torrent);
  const hash = torrent.hashString.toLowerCase();
  return {
    id: hash,
    itemKeys: [hash],
    title: torrent.name,
    category: torrent.labels?.[0] ?? null,
    state: stateOf(torrent),
    sizeBytes: known ? torrent.sizeWhenDone : null,
    downloadedBytes: known ? torrent.sizeWhenDone - torrent.leftUntilDone : null,
    progress: known ? torrent.percentDone : 0,
    downloadSpeed: torrent.rateDownload,
    uploadSpeed: torrent.rateUpload,
    etaSeconds: torrent.eta < 0 ? null : torrent.eta, // -1 not available, -2 unknown
    ratio: torrent.uploadRatio < 0 ? null : torrent.uploadRatio, // -1 not available, -2 infinite
    peers: torrent.peersConnected,
    message: torrent.errorString || null,
    outputPath: known ? `${torrent.downloadDir}/${torrent.name}` : null,
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
      // isFinished: stopped by itself at its seeding goal
      return whole || torrent.isFinished ? 'complete' : 'paused';
    case 3:
      return 'queued';
    case 4:
      if (torrent.error !== 0) return 'warning'; // its tracker complains; other peers may still serve it
      return torrent.isStalled ? 'stalled' : 'downloading';
    default:
      return 'warning'; // a state of a later version: never taken for an end
  }
}
