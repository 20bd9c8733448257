import { sabnzbdBinary, startSabnzbd, type Sabnzbd } from '../../support/daemons/sabnzbd.js';
import { type NewsServer } from '../../support/usenet/news-server.js';
import { type Daemon } from './common-cases.js';
import { describeUsenetClient } from './usenet-contract.js';

const running = new WeakMap<Daemon, Sabnzbd>();

const start = async (news: NewsServer): Promise<Daemon> => {
  const sabnzbd = await startSabnzbd(news);
  const { url, apiKey, downloadDir, kill, restart, stop } = sabnzbd;
  const nothing = { username: null, password: null, category: null, downloadDir: null };
  const daemon: Daemon = { settings: { type: 'sabnzbd', url, apiKey, ...nothing }, downloadDir, kill, restart, stop };
  running.set(daemon, sabnzbd);
  return daemon;
};

describeUsenetClient({
  name: 'SABnzbd',
  installed: sabnzbdBinary() !== null,
  start,
  version: /^3\.7\.1/,
  wrongSecret: { apiKey: 'wrong' },
  wrongPassword: /does not know this API key/,
  unknownId: 'SABnzbd_nzo_unknown1',
  halfMissing: { state: 'complete', message: /articles were missing/ },
  pauseAll: async (daemon, paused) => {
    await running.get(daemon)!.call(paused ? 'pause' : 'resume');
  },
  removeByHand: async (daemon, id) => {
    await running.get(daemon)!.call('queue', { name: 'delete', value: id });
  },
});
