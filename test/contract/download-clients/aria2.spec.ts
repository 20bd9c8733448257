import { bundledAria2, callAria2, startAria2, systemAria2 } from '../../support/daemons/aria2.js';
import { gidOf } from '../../../src/download-clients/aria2/aria2-items.js';
import { describeClient, type Daemon } from './contract.js';

const startWith = (binary: string) => async (): Promise<Daemon> => {
  const aria2 = await startAria2({ binary });
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

// The system's and the bundled one are different versions; either is enough.
const binaries = { system: systemAria2(), bundled: await bundledAria2() };
const found = Object.entries(binaries).filter((entry): entry is [string, string] => entry[1] !== null);
const promises = {
  version: /^1\.\d+\.\d+/,
  wrongPassword: /wrong RPC secret/,
  checksDataAfterKill: true,
  deselectSecond: async ({ settings }: Daemon, id: string) => {
    const aria2 = { url: settings.url, secret: settings.password ?? '' };
    await callAria2(aria2, 'aria2.changeOption', gidOf(id), { 'select-file': '1' });
  },
};

if (found.length === 0) describeClient({ name: 'aria2', start: null, ...promises });
for (const [origin, binary] of found)
  describeClient({ name: `aria2 (${origin})`, start: startWith(binary), ...promises });
