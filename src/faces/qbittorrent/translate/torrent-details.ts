import { type DownloadedFile } from '../../../downloads/domain/events.js';
import { type FaceTorrent } from '../face-torrent.js';
import { pathWithin } from './paths.js';
import { bytesOf, seconds, type Surroundings, torrentInfo } from './torrent-info.js';

/** `torrents/properties`, with the keys that 4.5.2 has. */
export function torrentProperties(torrent: FaceTorrent, surroundings: Surroundings) {
  const info = torrentInfo(torrent, surroundings);
  const { download } = torrent;
  const { done } = bytesOf(download);
  const isComplete = download.status === 'completed';
  return {
    addition_date: info.added_on,
    comment: '',
    completion_date: isComplete ? info.completion_on : -1,
    created_by: '',
    creation_date: 0,
    dl_limit: -1,
    dl_speed: info.dlspeed,
    dl_speed_avg: info.dlspeed,
    download_path: '',
    eta: info.eta,
    hash: info.hash,
    infohash_v1: info.infohash_v1,
    infohash_v2: info.infohash_v2,
    is_private: false,
    last_seen: isComplete && download.endedAt ? seconds(download.endedAt) : -1,
    name: info.name,
    nb_connections: info.num_seeds,
    nb_connections_limit: 100,
    peers: 0,
    peers_total: 0,
    piece_size: 0,
    pieces_have: 0,
    pieces_num: 0,
    reannounce: 0,
    save_path: info.save_path,
    seeding_time: info.seeding_time,
    seeds: info.num_seeds,
    seeds_total: info.num_seeds,
    share_ratio: info.ratio,
    time_elapsed: info.time_active,
    total_downloaded: done,
    total_downloaded_session: done,
    total_size: info.total_size,
    total_uploaded: info.uploaded,
    total_uploaded_session: info.uploaded,
    total_wasted: 0,
    up_limit: -1,
    up_speed: info.upspeed,
    up_speed_avg: info.upspeed,
  };
}

/** `torrents/files`. What is under way tells none, as the original does before it has metadata. */
export const torrentFiles = (files: readonly DownloadedFile[], savePath: string) =>
  files.map(({ path, sizeBytes }, index) => ({
    availability: -1,
    index,
    is_seed: true,
    name: pathWithin(savePath, path),
    piece_range: [0, 0],
    priority: 1,
    progress: 1,
    size: sizeBytes,
  }));

/** `torrents/trackers`: the three that each torrent has. Those of the release carry keys, and are told to nobody. */
export const TRACKERS = ['DHT', 'PeX', 'LSD'].map((name) => ({
  msg: '',
  num_downloaded: 0,
  num_leeches: 0,
  num_peers: 0,
  num_seeds: 0,
  status: 0,
  tier: -1,
  url: `** [${name}] **`,
}));
