import { aria2Binary, startAria2 } from '../../support/daemons/aria2.js';
import { describeClient, type Daemon } from './contract.js';

const binary = await aria2Binary();

const start = async (): Promise<Daemon> => {
  const aria2 = await startAria2();
  const settings = {
    type: 'aria2',
    url: aria2.url,
    username: null,
    password: aria2.secret,
    apiKey: null,
    category: null,
    downloadDir: null,
  } as const;
  return { settings, downloadDir: aria2.downloadDir, kill: aria2.kill, restart: aria2.restart, stop: aria2.stop };
};

describeClient({
  name: 'aria2',
  start: binary === null ? null : start,
  version: /^1\.\d+\.\d+$/,
  wrongPassword: /wrong RPC secret/,
});
