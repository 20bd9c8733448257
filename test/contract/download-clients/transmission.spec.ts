import { startTransmission, transmissionBinary } from '../../support/daemons/transmission.js';
import { describeClient, type Daemon } from './contract.js';

const start = async (): Promise<Daemon> => {
  const daemon = await startTransmission();
  const { url, username, password } = daemon;
  const settings = {
    type: 'transmission',
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
  name: 'Transmission',
  start: transmissionBinary() === null ? null : start,
  version: /^[234]\.\d+/,
  wrongPassword: /wrong user name or password/,
  checksDataAfterKill: false,
});
