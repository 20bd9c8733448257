import { nzbgetBinary, startNzbget, type Nzbget } from '../../support/daemons/nzbget.js';
import { type NewsServer } from '../../support/usenet/news-server.js';
import { type Daemon } from './common-cases.js';
import { describeUsenetClient } from './usenet-contract.js';

const running = new WeakMap<Daemon, Nzbget>();

const start = async (news: NewsServer): Promise<Daemon> => {
  const nzbget = await startNzbget(news);
  const { url, username, password, downloadDir, kill, restart, stop } = nzbget;
  const nothing = { apiKey: null, category: null, downloadDir: null };
  const settings = { type: 'nzbget', url, username, password, ...nothing } as const;
  const daemon: Daemon = { settings, downloadDir, kill, restart, stop };
  running.set(daemon, nzbget);
  return daemon;
};

describeUsenetClient({
  name: 'NZBGet',
  installed: nzbgetBinary() !== null,
  start,
  version: /^2\d\.\d/,
  wrongSecret: { password: 'wrong' },
  wrongPassword: /does not take this user name and password/,
  unknownId: '99999-00112233',
  halfMissing: { state: 'failed', message: /FAILURE\/HEALTH/ },
  pauseAll: async (daemon, paused) => {
    await running.get(daemon)!.call(paused ? 'pausedownload' : 'resumedownload');
  },
  removeByHand: async (daemon, id) => {
    await running.get(daemon)!.call('editqueue', 'GroupDelete', '', [Number.parseInt(id, 10)]);
  },
});
