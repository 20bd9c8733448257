import { spawn } from 'node:child_process';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import path from 'node:path';
import { type Client } from 'pg';
import { type Cluster, serverEnvironment } from './cluster.js';
import { connect, serves } from './connection.js';
import { ended, isAlive } from '../process.js';
import { type Address, readPostmaster, stopPostmaster } from './postmaster.js';
import { settings } from './settings.js';

/** A server that answers, with a session on its `postgres` database. */
export type Running = { pid: number; address: Address; session: Client; adopted: boolean };

/** The longest path of a Unix socket is 107 bytes on Linux and 103 on macOS. */
const LONGEST_SOCKET_PATH = 100;

/**
 * A socket in the server's own folder, which nobody else may enter. Where its path would be too long, or the platform has no such
 * sockets for PostgreSQL, a port on 127.0.0.1: a folder under /tmp would have to be found again, and cleaners empty it.
 */
export const chooseAddress = async ({ home }: Cluster): Promise<Address> =>
  process.platform !== 'win32' && Buffer.byteLength(path.join(home, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH
    ? { socketFolder: home }
    : { port: await freePort() };

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/**
 * The server that outlived its app, if it is well. One that is on its way out is waited for, and one that does not answer is stopped.
 * @returns null when there is none, or none any more
 */
export const adopt = async (cluster: Cluster): Promise<Running | null> => {
  for (const giveUp = performance.now() + 10_000; ; await setTimeout(50)) {
    const found = await readPostmaster(cluster.data);
    if (!found) return null;
    const session = found.address && (await sessionOf(cluster, found.address));
    if (found.address && session) return { pid: found.pid, address: found.address, session, adopted: true };
    if (found.status === 'stopping' && (await ended(found.pid, 30_000))) return null;
    // Recovery after a crash takes as long as it takes.
    if (found.status !== 'starting' && performance.now() > giveUp) {
      await stopPostmaster(found.pid);
      return null;
    }
  }
};

const sessionOf = async (cluster: Cluster, address: Address): Promise<Client | null> => {
  const answer = await connect(cluster, address, 'postgres');
  if ('silent' in answer) {
    if (isWrongPassword(answer.silent)) throw answer.silent;
    return null;
  }
  if (await serves(answer.session, cluster)) return answer.session;
  await answer.session.end();
  return null;
};

/** `invalid_password`, or `pg` itself, where there is none to send: no patience helps. */
export const isWrongPassword = (error: Error): boolean => 'code' in error && error.code === '28P01';

/** How often a start that fails is tried again, a quarter of a second apart: children of a killed server take a moment to go. */
const ATTEMPTS = 20;

/** @throws with the end of the server's own log */
export const launch = async (cluster: Cluster, postgres: string, address: Address): Promise<Running> => {
  for (let attempt = 1; ; attempt += 1) {
    // Another process that starts at the same time may win.
    const running = (await tryLaunch(cluster, postgres, address)) ?? (await adopt(cluster));
    if (running) return running;
    if (attempt >= ATTEMPTS) throw new Error(`PostgreSQL does not start: ${await lastWords(cluster)}`);
    await setTimeout(250);
  }
};

const tryLaunch = async (cluster: Cluster, postgres: string, address: Address): Promise<Running | null> => {
  await rename(cluster.log, `${cluster.log}.1`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const pid = await spawnServer(cluster, postgres, address);
  try {
    while (isAlive(pid)) {
      const session = await sessionOf(cluster, address);
      const answering = session && (await readPostmaster(cluster.data));
      if (answering) return { pid: answering.pid, address, session, adopted: answering.pid !== pid };
      await setTimeout(10);
    }
    return null;
  } catch (error) {
    await stopPostmaster(pid);
    throw error;
  }
};

/** Its output goes to a file: it must not break, or block, when we are gone. */
const spawnServer = async (cluster: Cluster, postgres: string, address: Address): Promise<number> => {
  const output = await open(cluster.log, 'a', 0o600);
  try {
    const child = spawn(postgres, ['-D', cluster.data, ...settings(address)], {
      ...cluster.account,
      cwd: cluster.home,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return child.pid as number;
  } finally {
    await output.close();
  }
};

const lastWords = async ({ log }: Cluster): Promise<string> => {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return lines.slice(-5).join(' | ') || 'it says nothing';
};
