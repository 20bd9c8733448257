import { type ClientItem, type ItemState } from '../download-client.js';
import { contentPathOf, isAwaitingMove, isLoose } from './qbittorrent-paths.js';
import { type QbittorrentTorrent } from './qbittorrent-rpc.js';

/** What stands for "no end in sight". */
const NO_ETA = 8_640_000;
/** The share of a ratio by which it may fall short and count as reached: it is a quotient of rounded figures. */
const RATIO_TOLERANCE = 0.001;

/** Of qBittorrent 3.2 to 5.2, in the words of its `torrentStateToString`. What it is doing, whether or not all data is there. */
const STATES: Readonly<Record<string, ItemState>> = {
  error: 'warning',
  missingFiles: 'warning', // its disk may only be away
  downloading: 'downloading',
  forcedDL: 'downloading',
  stalledDL: 'stalled',
  metaDL: 'queued',
  forcedMetaDL: 'queued',
  queuedDL: 'queued',
  allocating: 'queued',
  pausedDL: 'paused',
  stoppedDL: 'paused',
  checkingDL: 'checking',
  checkingUP: 'checking', // the recheck may fail
  checkingResumeData: 'checking', // also in the moment after an add
  queuedForChecking: 'checking',
  moving: 'checking',
  uploading: 'complete',
  forcedUP: 'complete',
  stalledUP: 'complete',
  queuedUP: 'complete',
  pausedUP: 'complete',
  stoppedUP: 'complete',
};

/** The hashes by which it may be known: v1 first, then v2 as clients cut it, then what qBittorrent calls it. */
export function keysOf({ hash, infohash_v1: v1, infohash_v2: v2 }: QbittorrentTorrent): string[] {
  const keys = [v1, v2?.slice(0, 40), hash].filter((key) => !!key).map((key) => key!.toLowerCase());
  return [...new Set(keys)];
}

/** The v1 hash where there is one: unlike `hash` it stays when the metadata of a hybrid arrive. */
export const idOf = (torrent: QbittorrentTorrent): string => keysOf(torrent)[0]!;

/** Without metadata nothing is left to download, which must not read as complete. */
export const hasMetadata = ({ total_size }: QbittorrentTorrent): boolean => total_size > 0;

/** It has come to a stop that is its user's: whatever else it says, it does not run. */
export const isStopped = ({ state }: QbittorrentTorrent): boolean => /^(paused|stopped)/.test(state);

export const isRunning = ({ state }: QbittorrentTorrent): boolean =>
  !/^(paused|stopped|checking|queuedForChecking|moving|error|missingFiles)/.test(state);

/**
 * @param options `trouble`: what its log says of a torrent that it calls broken. `now`: in seconds since 1970
 */
export function itemFrom(
  torrent: QbittorrentTorrent,
  { trouble = null, now = Date.now() / 1_000 }: { trouble?: string | null; now?: number } = {},
): ClientItem {
  const known = hasMetadata(torrent);
  const state = stateOf(torrent);
  return {
    id: idOf(torrent),
    itemKeys: keysOf(torrent),
    title: torrent.name,
    category: torrent.category || null,
    state,
    sizeBytes: known ? torrent.size : null,
    downloadedBytes: known ? torrent.completed : null,
    progress: known ? torrent.progress : 0,
    downloadSpeed: torrent.dlspeed,
    uploadSpeed: torrent.upspeed,
    etaSeconds: state === 'complete' || torrent.eta >= NO_ETA ? null : torrent.eta,
    ratio: torrent.ratio < 0 ? null : torrent.ratio, // -1 for infinite
    peers: torrent.num_seeds + torrent.num_leechs,
    message: messageOf(torrent, state, trouble),
    outputPath: known && !isLoose(torrent) ? contentPathOf(torrent) : null,
    processing: processingOf(torrent, state),
    seedingSeconds: torrent.seeding_time ?? null,
    seedGoalReached: state === 'complete' ? goalReached(torrent, now) : null,
    addedAt: torrent.added_on > 0 ? new Date(torrent.added_on * 1_000).toISOString() : null,
  };
}

function stateOf(torrent: QbittorrentTorrent): ItemState {
  const state = Object.hasOwn(STATES, torrent.state) ? STATES[torrent.state]! : 'warning'; // of a later version: no end
  if (state !== 'complete') return state;
  if (!hasMetadata(torrent)) return 'queued';
  if (torrent.amount_left > 0) return 'warning';
  if (contentPathOf(torrent) === null) return 'warning';
  return isAwaitingMove(torrent) ? 'checking' : 'complete';
}

function processingOf(torrent: QbittorrentTorrent, state: ItemState): ClientItem['processing'] {
  if (state !== 'checking' || torrent.amount_left > 0) return null;
  return torrent.state === 'moving' || isAwaitingMove(torrent) ? 'moving' : 'verifying';
}

function messageOf(torrent: QbittorrentTorrent, state: ItemState, trouble: string | null): string | null {
  if (torrent.state === 'error') return trouble ?? 'qBittorrent met an error with it: its log says which.';
  if (torrent.state === 'missingFiles') return missing(trouble);
  if (!Object.hasOwn(STATES, torrent.state))
    return `qBittorrent says that it is "${torrent.state}", which is not known here.`;
  if (state !== 'warning') return null;
  return torrent.amount_left > 0
    ? 'qBittorrent says that it is complete, and that some of it is missing.'
    : 'qBittorrent does not say in which folder it is.';
}

const missing = (trouble: string | null): string => {
  const found = 'qBittorrent does not find its files: bring the disk back, or check it again to fetch them anew.';
  return trouble === null ? found : `${found} (${trouble})`;
};

/** Any one suffices. Null when it has no goal. */
function goalReached(torrent: QbittorrentTorrent, now: number): boolean | null {
  const { max_ratio: ratio = -1, max_seeding_time: minutes = -1, max_inactive_seeding_time: idle = -1 } = torrent;
  const goals = [
    ratio < 0 ? null : torrent.ratio + RATIO_TOLERANCE >= ratio,
    minutes < 0 ? null : (torrent.seeding_time ?? 0) >= minutes * 60,
    idle < 0 ? null : now - torrent.last_activity >= idle * 60,
  ].filter((goal) => goal !== null);
  return goals.length === 0 ? null : goals.includes(true);
}
