import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { type Logger } from 'pino';
import { BackOff } from '../../back-off/back-off.js';
import { writeWholeFile } from '../../config/whole-file.js';
import { type AllowedHosts } from '../../releases/links/link-guard.js';
import { commandOf, end } from '../process.js';
import { findAria2 } from './binary.js';
import { certificateFile } from './certificates.js';
import { startGuardedProxy } from './guarded-proxy.js';
import { whenAnswering, type Endpoint } from './rpc.js';
import { configuration, sessionFile, type Aria2Settings } from './settings.js';
import { keepSlotsFree } from './slots.js';

export type BuiltinAria2 = {
  /** Of its JSON-RPC; it and the secret stay the same when aria2 has to be started again. */
  url: string;
  secret: string;
  version: string;
  readonly pid: number;
  stop(): Promise<void>;
};

type Options = {
  /** For aria2 alone: its configuration, session and DHT state. */
  dataDir: string;
  downloadDir: string;
  /** Where links, web seeds and trackers may lead besides public networks. */
  allowPrivateHosts?: AllowedHosts;
  /** Instead of the one that is found. */
  binary?: string | null;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
};

/**
 * Runs the built-in download client and starts it again when it dies.
 * @returns null where there is no aria2, or none that starts: the log says so, and Ledgarr does without
 */
export const startAria2 = async (options: Options): Promise<BuiltinAria2 | null> => {
  const { dataDir, downloadDir, log } = options;
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, 0o700); // links in the session file hold keys, and aria2 lets everybody read it
  await mkdir(downloadDir, { recursive: true });
  const binary = options.binary ?? (await findAria2(dataDir));
  if (!binary) {
    log.warn(
      'there is no built-in download client: no aria2 is bundled for this platform, and aria2c is not installed',
    );
    return null;
  }
  await endOrphan(dataDir);
  const proxy = await startGuardedProxy({ allowPrivateHosts: options.allowPrivateHosts ?? [], log });
  const started = await firstStart(binary, { dataDir, downloadDir, proxy }, log);
  if (!started) {
    await proxy.stop();
    return null;
  }
  const { supervised, endpoint, version } = started;
  log.info({ pid: supervised.pid, version }, 'the built-in download client is up');
  return {
    ...endpoint,
    version,
    get pid() {
      return supervised.pid;
    },
    stop: async () => {
      await supervised.stop();
      await proxy.stop();
    },
  };
};

type Given = Pick<Aria2Settings, 'dataDir' | 'downloadDir' | 'proxy'>;

/** Each time on another port: one that was free may be taken a moment later. */
const firstStart = async (binary: string, given: Given, log: Options['log']) => {
  let output = '';
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const endpoint = await configure(given);
    const supervised = new SupervisedAria2(binary, given.dataDir, endpoint, log);
    const version = await supervised.start();
    if (version !== null) return { supervised, endpoint, version };
    output = supervised.output;
  }
  log.error({ output }, 'the built-in download client does not start');
  return null;
};

const configurationFile = (dataDir: string) => path.join(dataDir, 'aria2.conf');
const pidFile = (dataDir: string) => path.join(dataDir, 'aria2.pid');

const configure = async (given: Given): Promise<Endpoint> => {
  const { dataDir } = given;
  const secret = randomBytes(24).toString('hex');
  const port = await freePort();
  const certificates = await certificateFile(dataDir);
  await writeWholeFile(configurationFile(dataDir), configuration({ ...given, port, secret, certificates }));
  // aria2 does not start without the file that it is to read.
  await writeFile(sessionFile(dataDir), '', { flag: 'a', mode: 0o600 });
  return { url: `http://127.0.0.1:${port}/jsonrpc`, secret };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** The first signal saves the session and takes leave of trackers, the second leaves them be. */
const STOP_SIGNALS = [
  ['SIGTERM', 3_000],
  ['SIGTERM', 3_000],
  ['SIGKILL', 5_000],
] as const;

/** After a kill of the app its aria2 goes on for a second or two, and two must not write the same files. */
const endOrphan = async (dataDir: string): Promise<void> => {
  const pid = await readFile(pidFile(dataDir), 'utf8').then(Number, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 0;
    throw error;
  });
  if (pid && (await commandOf(pid)).includes(configurationFile(dataDir))) await end(pid, STOP_SIGNALS);
};

/** What a time zone needs, and nothing of ours: its settings hold passwords. No proxies: for aria2 they go before its configuration. */
const environment = (dataDir: string): NodeJS.ProcessEnv => {
  const passed = /^(PATH|TZ|LANG|LC_.*)$/i;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name))), HOME: dataDir };
};

class SupervisedAria2 {
  #child: ChildProcess | undefined;
  #stopping = new AbortController();
  #exited: Promise<void> = Promise.resolve();
  /** What it said last. */
  output = '';

  constructor(
    private readonly binary: string,
    private readonly dataDir: string,
    private readonly endpoint: Endpoint,
    private readonly log: Options['log'],
  ) {}

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** @returns its version; null when it ends before it answers */
  async start(): Promise<string | null> {
    const version = await this.#spawn();
    if (version !== null) {
      const slots = keepSlotsFree(this.endpoint, this.#stopping.signal);
      this.#exited = Promise.all([this.#keepUp(), slots]).then(() => undefined);
    }
    return version;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.pid) await end(this.pid, STOP_SIGNALS);
    await this.#exited;
    await rm(pidFile(this.dataDir), { force: true });
  }

  /** In a process group of its own: Ctrl-C in the terminal is for the app, which ends it in its turn. */
  async #spawn(): Promise<string | null> {
    const args = [`--conf-path=${configurationFile(this.dataDir)}`, `--stop-with-process=${process.pid}`];
    const child = spawn(this.binary, args, {
      cwd: this.dataDir,
      env: environment(this.dataDir),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output = (this.output + text).slice(-2_000)));
    }
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    await writeWholeFile(pidFile(this.dataDir), String(child.pid));
    return await whenAnswering(this.endpoint, () => isRunning(child));
  }

  async #keepUp(): Promise<void> {
    const { signal } = this.#stopping;
    const backOff = new BackOff({ firstMs: 200, maxMs: 30_000 });
    for (;;) {
      await exitOf(this.#child as ChildProcess);
      if (signal.aborted) return;
      this.log.warn({ output: this.output }, 'the built-in download client has died');
      await backOff.wait(signal);
      if (signal.aborted) return;
      if ((await this.#restarted()) !== null) backOff.reset();
    }
  }

  async #restarted(): Promise<string | null> {
    try {
      const version = await this.#spawn();
      if (version !== null) this.log.warn({ pid: this.pid }, 'the built-in download client is up again');
      if (this.#stopping.signal.aborted) this.#child?.kill('SIGTERM');
      return version;
    } catch (error) {
      this.log.error({ err: error }, 'the built-in download client does not start');
      return null;
    }
  }
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (!isRunning(child) || child.pid === undefined) resolve();
    else child.once('exit', () => resolve());
  });
