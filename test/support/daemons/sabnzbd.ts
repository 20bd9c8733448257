import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Sabnzbd = {
  url: string;
  apiKey: string;
  /** Where it puts what is finished. */
  downloadDir: string;
  process: Running;
  /** One call of its API. */
  call<T>(mode: string, parameters?: Record<string, string>): Promise<T>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const sabnzbdBinary = (): string | null => whereIs('sabnzbdplus');

/** Starts SABnzbd in a folder of its own, on a free port of loopback, with the given news server. @param misc besides its settings */
export async function startSabnzbd(
  news: { host: string; port: number },
  misc: Record<string, string> = {},
): Promise<Sabnzbd> {
  const binary = sabnzbdBinary();
  if (binary === null) throw new Error('sabnzbdplus is not installed');
  const folder = await tempFolder('sabnzbd');
  const downloadDir = join(folder.path, 'complete');
  await mkdir(downloadDir);
  const port = await freePort();
  const apiKey = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';
  const config = join(folder.path, 'sabnzbd.ini');
  await writeFile(config, iniOf({ folder: folder.path, port, apiKey, news, misc }));
  const url = `http://127.0.0.1:${port}`;
  const call = async <T>(mode: string, parameters: Record<string, string> = {}) => {
    const query = new URLSearchParams({ mode, output: 'json', apikey: apiKey, ...parameters });
    return (await (await fetch(`${url}/api?${query}`)).json()) as T;
  };
  const start = async () => {
    const started = run(binary, ['-f', config, '-b', '0', '-l', '1', '--disable-file-log', '--console']);
    await until('SABnzbd answers', async () => (await call<{ queue?: object }>('queue')).queue);
    return started;
  };
  const sabnzbd: Sabnzbd = {
    url,
    apiKey,
    downloadDir,
    process: await start(),
    call,
    kill: () => sabnzbd.process.stop('SIGKILL'),
    restart: async () => void (sabnzbd.process = await start()),
    stop: async () => {
      await sabnzbd.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return sabnzbd;
}

function iniOf(daemon: {
  folder: string;
  port: number;
  apiKey: string;
  news: { host: string; port: number };
  misc: Record<string, string>;
}): string {
  const { folder, port, apiKey, news } = daemon;
  const misc = {
    host: '127.0.0.1',
    port: String(port),
    api_key: apiKey,
    nzb_key: 'b0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3',
    download_dir: join(folder, 'incomplete'),
    complete_dir: join(folder, 'complete'),
    admin_dir: join(folder, 'admin'),
    log_dir: join(folder, 'logs'),
    auto_browser: '0',
    check_new_rel: '0',
    enable_https: '0',
    direct_unpack: '0',
    language: 'en',
    ...daemon.misc,
  };
  const lines = Object.entries(misc).map(([name, value]) => `${name} = ${value}`);
  return `__version__ = 19
[misc]
${lines.join('\n')}
[servers]
[[news]]
name = news
displayname = news
host = ${news.host}
port = ${news.port}
connections = 2
ssl = 0
enable = 1
timeout = 120
[categories]
[[*]]
name = *
order = 0
pp = 3
script = None
dir = ""
priority = 0
[[movies]]
name = movies
order = 1
pp = ""
script = Default
dir = movies
priority = -100
`;
}
