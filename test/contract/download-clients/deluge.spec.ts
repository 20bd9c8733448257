import { callDeluge, delugeBinaries, startDeluge, writtenByDeluge } from '../../support/daemons/deluge.js';
import { describeClient, type Daemon } from './contract.js';

let folder = '';
const start = async (): Promise<Daemon> => {
  const deluge = await startDeluge();
  ({ folder } = deluge);
  const settings = {
    type: 'deluge',
    url: deluge.url,
    username: null,
    password: deluge.password,
    apiKey: null,
    category: null,
    downloadDir: null,
  } as const;
  return { settings, downloadDir: deluge.downloadDir, kill: deluge.kill, restart: deluge.restart, stop: deluge.stop };
};

describeClient({
  name: 'Deluge',
  start: delugeBinaries() === null ? null : start,
  version: /^[12]\.\d+/,
  wrongPassword: /wrong password/,
  checksDataAfterKill: false,
  written: (_, hash) => writtenByDeluge({ folder }, hash),
  deselectSecond: async ({ settings }, hash) => {
    await callDeluge(settings, 'core.set_torrent_options', [hash], { file_priorities: [1, 0] });
  },
});
