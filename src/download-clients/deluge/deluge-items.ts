import { type ClientFile, type ClientItem, type ItemState } from '../download-client.js';

/** The fields of a torrent that are asked for, of Deluge 1.3 to 2.1. Sizes in bytes, speeds in bytes/s, times in seconds. */
export type DelugeTorrent = {
  name: string;
  state: string;
  /** 0…100 */
  progress: number;
  is_finished: boolean;
  /** "OK", or what went wrong. */
  message: string;
  save_path?: string;
  /** From 2.0 on. */
  download_location?: string;
  /** 0 without metadata; `total_wanted` without what is deselected. */
  total_size: number;
  total_done: number;
  total_wanted: number;
  download_payload_rate: number;
  upload_payload_rate: number;
  eta: number;
  /** -1 for none. */
  ratio: number;
  num_peers: number;
  num_seeds: number;
  seeding_time: number;
  stop_at_ratio: boolean;
  stop_ratio: number;
  /** Seconds since 1970. */
  time_added: number;
  /** Empty for none; missing while the plug-in is off. */
  label?: string;
};

export const FIELDS = [
  'name', 'state', 'progress', 'is_finished', 'message', 'save_path', 'download_location', 'total_size', 'total_done', 'total_wanted',
  'download_payload_rate', 'upload_payload_rate', 'eta', 'ratio', 'num_peers', 'num_seeds', 'seeding_time', 'stop_at_ratio', 'stop_ratio',
  'time_added', 'label',
] as const; // prettier-ignore

export type DelugeFiles = Pick<DelugeTorrent, 'save_path' | 'download_location'> & {
  files: readonly { index: number; path: string; size: number }[];
  /** In the order of the files; 0 for one that is not wanted. */
  file_priorities: readonly number[];
};

export const folderOf = ({ download_location, save_path }: Pick<DelugeTorrent, 'save_path' | 'download_location'>) =>
  (download_location || save_path || '').replace(/(?<=.)[\\/]+$/, '') || null;

/** Without metadata nothing is left to download, which must not read as complete. */
const hasMetadata = ({ total_size }: DelugeTorrent): boolean => total_size > 0;

export const isFinished = (torrent: DelugeTorrent): boolean =>
  hasMetadata(torrent) && torrent.is_finished && torrent.total_done >= torrent.total_wanted;

export function itemFrom(hash: string, torrent: DelugeTorrent): ClientItem {
  const known = hasMetadata(torrent);
  const folder = folderOf(torrent);
  const state = stateOf(torrent);
  const nowhere = state === 'complete' && folder === null;
  return {
    id: hash.toLowerCase(),
    itemKeys: [hash.toLowerCase()],
    title: torrent.name,
    category: torrent.label || null,
    state: nowhere ? 'warning' : state,
    sizeBytes: known ? torrent.total_wanted : null,
    downloadedBytes: known ? torrent.total_done : null,
    progress: known ? torrent.progress / 100 : 0,
    downloadSpeed: torrent.download_payload_rate,
    uploadSpeed: torrent.upload_payload_rate,
    etaSeconds: state === 'downloading' && torrent.eta > 0 ? torrent.eta : null,
    ratio: torrent.ratio < 0 ? null : torrent.ratio,
    peers: torrent.num_peers + torrent.num_seeds,
    message: nowhere ? 'Deluge does not say in which folder it is.' : messageOf(torrent, state),
    outputPath: known && folder !== null ? `${folder}/${torrent.name}` : null,
    processing: processingOf(torrent, state),
    seedingSeconds: torrent.seeding_time,
    // One that somebody has stopped proves nothing: only the figures do.
    seedGoalReached: isFinished(torrent) && torrent.stop_at_ratio ? torrent.ratio >= torrent.stop_ratio : null,
    addedAt: torrent.time_added > 0 ? new Date(torrent.time_added * 1_000).toISOString() : null,
  };
}

/** Those that are wanted: what was deselected is not fetched, and need not be there. */
export function filesFrom(torrent: DelugeFiles): ClientFile[] {
  const folder = folderOf(torrent);
  return torrent.files
    .filter(({ index }) => torrent.file_priorities[index] !== 0)
    .map(({ path, size }) => ({ path: folder === null ? path : `${folder}/${path}`, sizeBytes: size }));
}

/** The states of Deluge's `TORRENT_STATE`. */
function stateOf(torrent: DelugeTorrent): ItemState {
  switch (torrent.state) {
    case 'Error':
      return 'warning';
    case 'Checking':
    case 'Moving': // although it is finished: part of the data is still in the other folder
      return 'checking';
    case 'Allocating':
      return 'queued';
    case 'Downloading':
      if (!hasMetadata(torrent)) return 'queued';
      return isFinished(torrent) ? 'complete' : 'downloading';
    case 'Seeding':
      if (isFinished(torrent)) return 'complete';
      // In its first moment it does not call itself finished yet.
      return hasMetadata(torrent) && torrent.total_done >= torrent.total_wanted ? 'checking' : 'warning';
    case 'Paused':
      return isFinished(torrent) ? 'complete' : 'paused';
    case 'Queued':
      return isFinished(torrent) ? 'complete' : 'queued';
    default:
      return 'warning'; // of a later version: never taken for an end
  }
}

function processingOf(torrent: DelugeTorrent, state: ItemState): ClientItem['processing'] {
  if (state !== 'checking' || !isFinished(torrent)) return null;
  return torrent.state === 'Moving' ? 'moving' : 'verifying';
}

function messageOf({ state, message }: DelugeTorrent, mapped: ItemState): string | null {
  if (message && message !== 'OK') return message;
  if (mapped !== 'warning') return null;
  return state === 'Error' ? 'Deluge met an error with it.' : `Deluge says that it is "${state}".`;
}
