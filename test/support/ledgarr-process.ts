import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from './api.js';

/** The built server: this file runs as it is written under jest, and from `dist/` in the demo and the benchmarks. */
const BUILT = import.meta.url.includes('/dist/test/') ? '../../src/main.js' : '../../dist/src/main.js';
const MAIN = fileURLToPath(new URL(BUILT, import.meta.url));

/** As `npm start` has them; decision 086. */
const NODE_OPTIONS = ['--max-semi-space-size=4'];

/** The real server as a process of its own, on a data folder of its own. */
export type LedgarrProcess = {
  api: Api;
  url: string;
  pid: number;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
};

/** @throws when it ends before it is there */
export async function startLedgarr(
  dataDir: string,
  settings: Record<string, string>,
  main: string = MAIN,
): Promise<LedgarrProcess> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(LEDGARR_|DATABASE_URL$|EVENTSTORE_URL$)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), LEDGARR_DATA_DIR: dataDir, LEDGARR_PORT: '0', ...settings };
  const child = spawn(process.execPath, [...NODE_OPTIONS, main], {
    env,
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever happens to us, it does not stay behind.
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  child.once('exit', () => process.removeListener('exit', atExit));
  const url = await firstAddress(child);
  const key = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
  const end = (signal: NodeJS.Signals) => () => stop(child, signal);
  return { api: new Api(url, key), url, pid: child.pid!, stop: end('SIGTERM'), kill: end('SIGKILL') };
}

async function firstAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    const address = /runs on (http:\S+)/.exec(said);
    if (address) return address[1]!;
  }
  throw new Error(`Ledgarr ended before it was there, with exit code ${child.exitCode}`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
