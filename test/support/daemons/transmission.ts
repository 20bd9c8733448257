import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Transmission = {
  url: string;
  username: string;
  password: string;
  downloadDir: string;
  process: Running;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const transmissionBinary = (): string | null => whereIs('transmission-daemon');

/** Starts Transmission in a folder of its own, on free ports of loopback, with a password. */
export async function startTransmission(): Promise<Transmission> {
  const binary = transmissionBinary();
  if (binary === null) throw new Error('transmission-daemon is not installed');
  const folder = await tempFolder('transmission');
  const downloadDir = join(folder.path, 'downloads');
  await mkdir(downloadDir);
  const port = await freePort();
  const settings = {
    'download-dir': downloadDir,
    'rpc-enabled': true,
    'rpc-port': port,
    'rpc-bind-address': '127.0.0.1',
    'rpc-authentication-required': true,
    'rpc-username': 'ledgarr',
    'rpc-password': 'the-password',
    'rpc-whitelist-enabled': false,
    'rpc-host-whitelist-enabled': false,
    'peer-port': await freePort(),
    'peer-port-random-on-start': false,
    'port-forwarding-enabled': false,
    'dht-enabled': false,
    'lpd-enabled': false,
    'pex-enabled': false,
    'utp-enabled': false,
    'trash-original-torrent-files': false,
  };
  await writeFile(join(folder.path, 'settings.json'), JSON.stringify(settings));
  const url = `http://127.0.0.1:${port}/transmission/rpc`;
  const start = async () => {
    const started = run(binary, ['--foreground', '--config-dir', folder.path, '--log-error']);
    await until('Transmission answers', async () => (await fetch(url)).status > 0);
    return started;
  };
  const transmission: Transmission = {
    url,
    username: 'ledgarr',
    password: 'the-password',
    downloadDir,
    process: await start(),
    kill: () => transmission.process.stop('SIGKILL'),
    restart: async () => void (transmission.process = await start()),
    stop: async () => {
      await transmission.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return transmission;
}
