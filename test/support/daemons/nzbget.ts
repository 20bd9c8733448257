import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Nzbget = {
  url: string;
  username: string;
  password: string;
  /** Where it puts what is finished. */
  downloadDir: string;
  process: Running;
  /** One call of its JSON-RPC. */
  call<T>(method: string, ...params: unknown[]): Promise<T>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const nzbgetBinary = (): string | null => whereIs('nzbget');

/** Starts NZBGet in a folder of its own, on a free port of loopback, with the given news server. */
export async function startNzbget(
  news: { host: string; port: number },
  options: Record<string, string> = {},
): Promise<Nzbget> {
  const binary = nzbgetBinary();
  if (binary === null) throw new Error('nzbget is not installed');
  const folder = await tempFolder('nzbget');
  const downloadDir = join(folder.path, 'dest');
  await mkdir(downloadDir);
  const port = await freePort();
  const login = { username: 'ledgarr', password: 'the-password' };
  const settings = { ...settingsIn(folder.path, port, login, news), ...options };
  const config = join(folder.path, 'nzbget.conf');
  await writeFile(config, Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join('')); // prettier-ignore
  const url = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const call = async <T>(method: string, ...params: unknown[]) => {
    const body = JSON.stringify({ method, params, id: 1 });
    const answer = await fetch(`${url}/jsonrpc`, {
      method: 'POST',
      headers: { authorization, connection: 'close' },
      body,
    });
    return ((await answer.json()) as { result: T }).result;
  };
  const start = async () => {
    const started = run(binary, ['-c', config, '-s']); // -D would leave it behind
    await until('NZBGet answers', async () => (await call<string>('version')) !== undefined);
    return started;
  };
  const nzbget: Nzbget = {
    url,
    ...login,
    downloadDir,
    process: await start(),
    call,
    kill: () => nzbget.process.stop('SIGKILL'),
    restart: async () => void (nzbget.process = await start()),
    stop: async () => {
      await nzbget.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return nzbget;
}

const settingsIn = (
  folder: string,
  port: number,
  login: { username: string; password: string },
  news: { host: string; port: number },
): Record<string, string> => ({
  MainDir: folder,
  DestDir: '${MainDir}/dest',
  InterDir: '${MainDir}/inter',
  NzbDir: '${MainDir}/nzb',
  QueueDir: '${MainDir}/queue',
  TempDir: '${MainDir}/tmp',
  LockFile: '${MainDir}/nzbget.lock',
  LogFile: '${MainDir}/nzbget.log',
  OutputMode: 'log',
  ControlIP: '127.0.0.1',
  ControlPort: String(port),
  ControlUsername: login.username,
  ControlPassword: login.password,
  'Server1.Active': 'yes',
  'Server1.Host': news.host,
  'Server1.Port': String(news.port),
  'Server1.Connections': '2',
  'Server1.Encryption': 'no',
  'Category1.Name': 'movies',
  'Category1.DestDir': '${MainDir}/dest/movies',
  'Category2.Name': 'tv',
  AppendCategoryDir: 'yes',
  ArticleTimeout: '600',
  ArticleRetries: '0',
  DupeCheck: 'yes',
  ParCheck: 'auto',
  HealthCheck: 'delete',
  DiskSpace: '0',
  FlushQueue: 'yes',
  DirectWrite: 'no',
  ContinuePartial: 'yes',
});
