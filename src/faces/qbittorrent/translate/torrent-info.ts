import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type FaceTorrent } from '../face-torrent.js';
import { folderOf } from './paths.js';
import { seedLimits } from './seed-limits.js';
import { type State, stateOf } from './state.js';

/** "No end in sight", in seconds. */
export const NO_ETA = 8_640_000;
/** What is not complete reads as less than whole: callers take a progress of 1 for the end. */
const MOST_OF_UNFINISHED = 0.9999;

/** What is told beside the torrent itself. */
export type Surroundings = {
  /** Where downloads go, for what has no folder yet. */
  folder: string;
  /** Its place in the queue, from 1 on. */
  position: number;
  now: Date;
};

/** A row of `torrents/info`, with the keys that 4.5.2 has. Times are seconds since 1970, sizes bytes, speeds bytes/s. */
export type TorrentInfo = ReturnType<typeof torrentInfo>;

export function torrentInfo(torrent: FaceTorrent, { folder, position, now }: Surroundings) {
  const { hash, download } = torrent;
  const { sizeBytes, outputPath } = download;
  const state: State = stateOf(torrent);
  const limits = seedLimits(torrent);
  const isComplete = download.status === 'completed';
  const { done, left } = bytesOf(download);
  const isRunning = !download.isUnseen && download.status !== 'failed';
  const uploaded = Math.round((download.ratio ?? 0) * done);
  return {
    added_on: seconds(download.initiatedAt),
    amount_left: left,
    auto_tmm: false,
    availability: isComplete ? -1 : 0,
    category: torrent.category,
    completed: done,
    completion_on: isComplete && download.endedAt ? seconds(download.endedAt) : 0,
    content_path: outputPath ?? '',
    dl_limit: 0,
    dlspeed: isRunning ? (download.downloadSpeed ?? 0) : 0,
    download_path: '',
    downloaded: done,
    downloaded_session: done,
    eta: isComplete || !isRunning ? NO_ETA : Math.min(download.etaSeconds ?? NO_ETA, NO_ETA),
    f_l_piece_prio: false,
    force_start: torrent.forceStart,
    hash,
    infohash_v1: hash,
    infohash_v2: v2HashOf(torrent),
    last_activity: seconds(download.observedAt ?? download.endedAt ?? download.initiatedAt),
    magnet_uri: `magnet:?xt=urn:btih:${hash}&dn=${encodeURIComponent(torrent.name)}`,
    max_ratio: Math.max(limits.ratio, -1),
    max_seeding_time: Math.max(limits.seedingTime, -1),
    name: torrent.name,
    num_complete: 0,
    num_incomplete: 0,
    num_leechs: 0,
    num_seeds: isRunning ? (download.peers ?? 0) : 0,
    priority: isComplete ? 0 : position,
    progress: progressOf(download),
    ratio: download.ratio ?? 0,
    ratio_limit: limits.ratio,
    save_path: outputPath === null ? folder : folderOf(outputPath),
    seeding_time: download.seedingSeconds ?? 0,
    seeding_time_limit: limits.seedingTime,
    seen_complete: isComplete && download.endedAt ? seconds(download.endedAt) : 0,
    seq_dl: false,
    size: sizeBytes ?? 0,
    state,
    super_seeding: false,
    tags: torrent.tags.join(', '),
    time_active: wholeMinutes(download.initiatedAt, now),
    total_size: sizeBytes ?? -1,
    tracker: '',
    trackers_count: 0,
    up_limit: 0,
    uploaded,
    uploaded_session: uploaded,
    upspeed: isRunning ? (download.uploadSpeed ?? 0) : 0,
  };
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** In steps of a minute: else every row would have changed with every look. */
const wholeMinutes = (since: Date, now: Date): number => Math.max(0, Math.floor((seconds(now) - seconds(since)) / 60)) * 60; // prettier-ignore

export const progressOf = ({ status, progress }: PresentDownload): number =>
  status === 'completed' ? 1 : Math.min(progress, MOST_OF_UNFINISHED);

/** What of it is there and what is not, in bytes; without metadata nothing is left, as the original has it. */
export function bytesOf(download: PresentDownload): { done: number; left: number } {
  const { status, sizeBytes, downloadedBytes } = download;
  if (sizeBytes === null) return { done: downloadedBytes ?? 0, left: 0 };
  if (status === 'completed') return { done: sizeBytes, left: 0 };
  const done = Math.min(downloadedBytes ?? Math.floor(progressOf(download) * sizeBytes), sizeBytes);
  return { done, left: Math.max(sizeBytes - done, 1) };
}

/** Of a hybrid that its client knows by version 2. What mirrors another torrent has nothing of that one's. */
function v2HashOf({ hash, download: { protocol, itemKey, downloadClientId: id } }: FaceTorrent): string {
  const isHybrid = protocol === 'torrent' && itemKey === hash && id !== null && id !== hash;
  return isHybrid && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? id : '';
}
