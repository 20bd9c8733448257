import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { type BuiltinAria2, startAria2 } from '../../src/embedded/aria2/aria2.js';

const log = pino({ level: 'silent' });
const content = randomBytes(3_000_000);
const GID = '00000000000000a1';

let folder: string;
let server: Server;
/** While it is on, the server gives a third of the file and then nothing more. */
let holding = false;
const held = new Set<ServerResponse>();
const started: BuiltinAria2[] = [];
const apps: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ledgarr-aria2-'));
  server = createServer((request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const size = content.length - from;
    response.writeHead(request.headers.range ? 206 : 200, {
      'Content-Length': size,
      'Accept-Ranges': 'bytes',
      ...(request.headers.range && { 'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    });
    if (!holding) return response.end(content.subarray(from));
    held.add(response);
    return response.write(content.subarray(from, Math.max(from, 1_000_000)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  for (const app of apps.splice(0)) await kill(app);
  for (const aria2 of started.splice(0)) await aria2.stop();
  server.closeAllConnections();
  server.close();
  held.clear();
  holding = false;
  await rm(folder, { recursive: true });
});

const dataDir = () => path.join(folder, 'data');
const downloadDir = () => path.join(folder, 'downloads');
const link = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.bin`;

const start = async (): Promise<BuiltinAria2> => {
  const aria2 = await startAria2({
    dataDir: dataDir(),
    downloadDir: downloadDir(),
    allowPrivateHosts: ['127.0.0.1'],
    log,
  });
  if (!aria2) throw new Error('there is no aria2 on this machine');
  started.push(aria2);
  return aria2;
};

type Endpoint = { url: string; secret: string };
type Job = { status: string; completedLength: string };

const call = async <T>({ url, secret }: Endpoint, method: string, ...params: unknown[]): Promise<T> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: '1', method, params: [`token:${secret}`, ...params] });
  const answer = (await (await fetch(url, { method: 'POST', body })).json()) as { result: T; error?: object };
  if (answer.error) throw new Error(JSON.stringify(answer.error));
  return answer.result;
};

const add = (aria2: Endpoint) => call(aria2, 'aria2.addUri', [link()], { gid: GID, split: '1' });
const jobOf = (aria2: Endpoint) => call<Job>(aria2, 'aria2.tellStatus', GID);

/** Waits, as long as jest lets it. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 20));
};
const isComplete = (aria2: Endpoint) => until(async () => (await jobOf(aria2)).status === 'complete');
const hasBegun = (aria2: Endpoint) => until(async () => Number((await jobOf(aria2)).completedLength) > 0);
const release = () => {
  holding = false;
  for (const response of held) response.destroy();
};
const file = () => readFile(path.join(downloadDir(), 'file.bin'));

/** Another process that runs aria2 and does nothing else. Needs the built app. */
const startApp = async (): Promise<{ app: ChildProcess; pid: number } & Endpoint> => {
  const script = `
    import { startAria2 } from ${JSON.stringify(path.resolve('dist/src/embedded/aria2/aria2.js'))};
    const log = { info() {}, warn() {}, error() {} };
    const { url, secret, pid } = await startAria2({ dataDir: process.argv[1], downloadDir: process.argv[2], allowPrivateHosts: ['127.0.0.1'], log });
    console.log(JSON.stringify({ url, secret, pid }));`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir(), downloadDir()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  apps.push(app);
  const [line] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
  return { app, ...(JSON.parse(line) as { url: string; secret: string; pid: number }) };
};

const kill = async (app: ChildProcess): Promise<void> => {
  if (app.exitCode !== null || app.signalCode !== null) return;
  app.kill('SIGKILL');
  await once(app, 'exit');
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
};

describe('the built-in aria2', () => {
  it('downloads, lists what is complete after a stop and a start, and leaves no process', async () => {
    const first = await start();
    expect(first.version).toMatch(/^1\.3\d/);
    await add(first);
    await isComplete(first);
    expect((await file()).equals(content)).toBe(true);
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start();
    await isComplete(second);
    expect((await file()).equals(content)).toBe(true);
    expect(await readdir(downloadDir())).not.toContain('file.1.bin');
  });

  it('tells its secret to its owner alone', async () => {
    const aria2 = await start();
    expect((await stat(path.join(dataDir(), 'aria2.conf'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir())).mode & 0o777).toBe(0o700);
    await expect(jobOf({ url: aria2.url, secret: 'guess' })).rejects.toThrow('Unauthorized');
    if (process.platform === 'linux') {
      expect(await readFile(`/proc/${aria2.pid}/cmdline`, 'utf8')).not.toContain(aria2.secret);
    }
  });

  it('comes up again at the same place with the same secret when it is killed, and goes on', async () => {
    const aria2 = await start();
    const { pid } = aria2;
    holding = true;
    await add(aria2);
    await hasBegun(aria2);
    await call(aria2, 'aria2.saveSession');
    process.kill(pid, 'SIGKILL');
    await until(async () => aria2.pid !== pid && (await jobOf(aria2)).status === 'active');
    release();
    await isComplete(aria2);
    expect((await file()).equals(content)).toBe(true);
  });
});

describe('after a kill of the app', () => {
  it('the download is still there and finishes, and the old aria2 is gone', async () => {
    const before = await startApp();
    holding = true;
    await add(before);
    await hasBegun(before);
    await call(before, 'aria2.saveSession');
    await kill(before.app);
    const after = await start();
    expect(isRunning(before.pid)).toBe(false);
    expect((await jobOf(after)).status).toBe('active');
    release();
    await isComplete(after);
    expect((await file()).equals(content)).toBe(true);
  });

  it('and of aria2 at the same moment, a completion that nobody saw is still told', async () => {
    const before = await startApp();
    await add(before);
    await isComplete(before);
    await call(before, 'aria2.saveSession');
    await kill(before.app);
    if (isRunning(before.pid)) process.kill(before.pid, 'SIGKILL');
    const after = await start();
    await isComplete(after);
    expect((await file()).equals(content)).toBe(true);
  });
});
