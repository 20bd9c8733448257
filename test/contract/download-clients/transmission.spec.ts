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
  deselectSecond: async ({ settings }, id) => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${settings.username}:${settings.password}`).toString('base64')}`,
    };
    const session = (await fetch(settings.url, { headers })).headers.get('x-transmission-session-id') ?? '';
    const answer = await fetch(settings.url, {
      method: 'POST',
      headers: { ...headers, 'x-transmission-session-id': session },
      body: JSON.stringify({ method: 'torrent-set', arguments: { ids: [id], 'files-unwanted': [1] } }),
    });
    expect(await answer.json()).toMatchObject({ result: 'success' });
  },
});
