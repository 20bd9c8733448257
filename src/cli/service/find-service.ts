import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAddress } from '../../config/instance-file.js';
import { readSettingsOfProcess, type Settings } from '../../config/settings.js';
import { CommandFailed } from '../command-failed.js';

export type ServiceAt = { url: string; apiKey: string };

/**
 * Where the service is, and with which key: what was said, else what the service has written into the data folder.
 * @param said `--url`
 * @throws CommandFailed where there is no key to be had
 */
export async function findService(said: string | undefined): Promise<ServiceAt> {
  const settings = readSettingsOfProcess();
  const named = said ?? settings.serviceUrl;
  const url = named === null ? await ownAddress(settings) : asAddress(named);
  return { url, apiKey: settings.apiKey ?? (await ownKey(settings.dataDir, url)) };
}

/** Where the service of the data folder listens, or would. */
async function ownAddress({ dataDir, host, port }: Settings): Promise<string> {
  const written = await readAddress(dataDir).catch(() => null);
  if (written !== null) return written;
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

function asAddress(text: string): string {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (!address || !['http:', 'https:'].includes(address.protocol))
    throw new CommandFailed(`--url ${text}: give an address like http://nas:6363.`);
  return address.href.replace(/\/+$/, '');
}

/** The key of a data folder goes to no other machine. */
async function ownKey(dataDir: string, url: string): Promise<string> {
  const file = join(dataDir, 'api-key');
  if (!/^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname) && !(await isOwn(dataDir, url)))
    throw new CommandFailed(`Set LEDGARR_API_KEY to a key of ${url}: ledgarr keys add makes one there.`);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'EACCES' ? 'may not be read' : 'is not there';
    throw new CommandFailed(`The key ${file} ${reason}: set LEDGARR_DATA_DIR to the data folder, or LEDGARR_API_KEY.`);
  }
}

const isOwn = async (dataDir: string, url: string): Promise<boolean> =>
  (await readAddress(dataDir).catch(() => null)) === url;
