import {
  callQbittorrent,
  qbittorrentBinary,
  startQbittorrent,
  writtenByQbittorrent,
} from '../../support/daemons/qbittorrent.js';
import { describeClient, type Daemon } from './contract.js';

let folder = '';
const start = async (): Promise<Daemon> => {
  const daemon = await startQbittorrent();
  ({ folder } = daemon);
  const { url, username, password } = daemon;
  const settings = {
    type: 'qbittorrent',
    url,
    username,
    password,
    apiKey: null,
    category: null,
    downloadDir: null,
  } as const;
  return { settings, downloadDir: daemon.downloadDir, kill: daemon.kill, restart: daemon.restart, stop: daemon.stop };
};

describeClient({
  name: 'qBittorrent',
  start: qbittorrentBinary() === null ? null : start,
  version: /^[45]\.\d+/,
  wrongPassword: /wrong user name or password/,
  checksDataAfterKill: false,
  written: (_, hash) => writtenByQbittorrent({ folder }, hash),
  deselectSecond: async ({ settings }, hash) => {
    await callQbittorrent(settings, 'torrents/filePrio', { hash, id: '1', priority: '0' });
  },
});
