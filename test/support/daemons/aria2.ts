import { chmod, copyFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Aria2 = {
  url: string;
  secret: string;
  downloadDir: string;
  process: Running;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const systemAria2 = (): string | null => whereIs('aria2c');

/** @returns the bundled aria2, as a copy that can be run (the package is installed without its execute bit); null where there is none */
export async function bundledAria2(): Promise<string | null> {
  let bundled: string;
  try {
    bundled = join(dirname(createRequire(import.meta.url).resolve('@naria2/linux-x64/package.json')), 'aria2c');
  } catch {
    return null; // an optional dependency, of one platform
  }
  const copy = resolve('node_modules/.cache/ledgarr/aria2c');
  const size = (path: string) => stat(path).then((found) => found.size, () => -1); // prettier-ignore
  if ((await size(copy)) === (await size(bundled))) return copy;
  await mkdir(dirname(copy), { recursive: true });
  const making = `${copy}.${process.pid}`; // so that another run never sees half of it
  await copyFile(bundled, making);
  await chmod(making, 0o755);
  await rename(making, copy);
  return copy;
}

/** Starts aria2 in a folder of its own, with a session file, on free ports of loopback. */
export async function startAria2(options: { args?: readonly string[]; binary?: string } = {}): Promise<Aria2> {
  const binary = options.binary ?? systemAria2() ?? (await bundledAria2());
  if (binary === null) throw new Error('aria2c is not installed');
  const folder = await tempFolder('aria2');
  const downloadDir = join(folder.path, 'downloads');
  const session = join(folder.path, 'session');
  await mkdir(downloadDir);
  await writeFile(session, '');
  const port = await freePort();
  const secret = 'the-secret';
  const args = [
    '--no-conf', '--enable-rpc', `--rpc-listen-port=${port}`, `--rpc-secret=${secret}`, `--dir=${downloadDir}`,
    `--input-file=${session}`, `--save-session=${session}`, `--listen-port=${await freePort()}`, `--dht-file-path=${join(folder.path, 'dht')}`,
    '--enable-dht=false', '--enable-dht6=false', '--bt-enable-lpd=false', '--enable-peer-exchange=false', '--file-allocation=none', '--seed-ratio=0', `--stop-with-process=${process.pid}`,
    ...(options.args ?? []),
  ]; // prettier-ignore
  const url = `http://127.0.0.1:${port}/jsonrpc`;
  const start = async () => {
    const started = run(binary, args);
    await until('aria2 answers', async () => (await fetch(url, { method: 'POST', body: '{}' })).status > 0);
    return started;
  };
  const aria2: Aria2 = {
    url,
    secret,
    downloadDir,
    process: await start(),
    kill: () => aria2.process.stop('SIGKILL'),
    restart: async () => void (aria2.process = await start()),
    stop: async () => {
      await aria2.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return aria2;
}

/** A call as aria2 has it, for what a test does behind the adapter's back. */
export async function callAria2<T>(
  aria2: Pick<Aria2, 'url' | 'secret'>,
  method: string,
  ...params: unknown[]
): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 'test', method, params: [`token:${aria2.secret}`, ...params] });
  const answer = (await (await fetch(aria2.url, { method: 'POST', body })).json()) as {
    result: T;
    error?: { message: string };
  };
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}
