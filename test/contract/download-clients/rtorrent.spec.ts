import { callRTorrent, rtorrentBinary, startRTorrent } from '../../support/daemons/rtorrent.js';
import { describeClient, type Daemon } from './contract.js';

let scgi = '';
const start = async (): Promise<Daemon> => {
  const rtorrent = await startRTorrent();
  ({ scgi } = rtorrent);
  const { url, username, password, downloadDir, kill, restart, stop } = rtorrent;
  const settings = { type: 'rtorrent', url, username, password, apiKey: null, category: null, downloadDir: null } as const; // prettier-ignore
  return { settings, downloadDir, kill, restart, stop };
};

describeClient({
  name: 'rTorrent',
  start: rtorrentBinary() === null ? null : start,
  version: /^0\.\d+\.\d+/,
  wrongPassword: /wrong user name or password/,
  checksDataAfterKill: true,
  deselectSecond: async (_, hash) => {
    await callRTorrent({ scgi }, 'f.priority.set', `${hash.toUpperCase()}:f1`, 0);
    await callRTorrent({ scgi }, 'd.update_priorities', hash.toUpperCase());
  },
});
