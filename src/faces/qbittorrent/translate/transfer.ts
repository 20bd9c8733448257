import { type TorrentInfo } from './torrent-info.js';

const sum = (
  infos: readonly TorrentInfo[],
  figure: 'dlspeed' | 'upspeed' | 'uploaded' | 'downloaded' | 'amount_left',
) => infos.reduce((total, info) => total + info[figure], 0);

/** `transfer/info`: of what the caller sees. */
export const transferInfo = (infos: readonly TorrentInfo[]) => ({
  connection_status: 'connected',
  dht_nodes: 0,
  dl_info_data: sum(infos, 'downloaded'),
  dl_info_speed: sum(infos, 'dlspeed'),
  dl_rate_limit: 0,
  up_info_data: sum(infos, 'uploaded'),
  up_info_speed: sum(infos, 'upspeed'),
  up_rate_limit: 0,
});

/** Of `sync/maindata`. How much room there is on the clients' disks is not known here: no call looks at one. */
export function serverState(infos: readonly TorrentInfo[]) {
  const transfer = transferInfo(infos);
  const { dl_info_data: downloaded, up_info_data: uploaded } = transfer;
  return {
    alltime_dl: downloaded,
    alltime_ul: uploaded,
    average_time_queue: 0,
    ...transfer,
    free_space_on_disk: 0,
    global_ratio: downloaded === 0 ? '0.00' : (uploaded / downloaded).toFixed(2),
    queued_io_jobs: 0,
    queueing: true,
    read_cache_hits: '0',
    read_cache_overload: '0',
    refresh_interval: 1_500,
    total_buffers_size: 0,
    total_peer_connections: 0,
    total_queued_size: 0,
    total_wasted_session: 0,
    use_alt_speed_limits: false,
    write_cache_overload: '0',
  };
}
