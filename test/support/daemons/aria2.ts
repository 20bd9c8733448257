import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

/** @returns the path of an aria2 that can be run: the system's, else the bundled one; null when there is neither */
export async function aria2Binary(): Promise<string | null> {
  const system = whereIs('aria2c');
  if (system !== null) return system;
  let bundled: string;
  try {
    bundled = join(dirname(createRequire(import.meta.url).resolve('@naria2/linux-x64/package.json')), 'aria2c');
  } catch {
    return null; // an optional dependency of one platform
  }
  // The package is installed without its execute bit, perhaps where we may not change that.
  const copy = join((await tempFolder('aria2c')).path, 'aria2c');
  await copyFile(bundled, copy);
  await chmod(copy, 0o755);
  return copy;
}

/** Starts aria2 in a folder of its own, with a session file, on free ports of loopback. */
export async function startAria2(options: { args?: readonly string[]; binary?: string } = {}): Promise<Aria2> {
  const binary = options.binary ?? (await aria2Binary());
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
