import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Where a server listens: a folder for its socket, or a port on 127.0.0.1. */
export type Address = { socketFolder: string } | { port: number };

/** A running server, by its own word in `postmaster.pid`. */
export type Postmaster = { pid: number; address: Address | null; status: string };

/**
 * Lines of the file (PostgreSQL 18, `src/include/utils/pidfile.h`): pid, data dir, start time, port, socket folder,
 * listen address, shared memory key, status. The later ones appear as the server gets on.
 */
export const readPostmaster = async (data: string): Promise<Postmaster | null> => {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const [pid, , , port, socketFolder, , , status] = text.split('\n').map((line) => line.trim());
  if (!isAlive(Number(pid))) return null;
  if (!(await isPostgres(Number(pid)))) {
    // After a reboot the number belongs to somebody else, and PostgreSQL would take that one for itself and refuse.
    await rm(file, { force: true });
    return null;
  }
  const address = socketFolder ? { socketFolder } : port ? { port: Number(port) } : null;
  return { pid: Number(pid), address, status: status ?? '' };
};

export const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isPostgres = async (pid: number): Promise<boolean> => {
  if (process.platform !== 'linux') return true;
  // It may end between the two looks.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('postgres');
};

const FAST: NodeJS.Signals = 'SIGINT';
const IMMEDIATE: NodeJS.Signals = 'SIGQUIT';

/** Fast shutdown: sessions are ended, what they had not committed is rolled back. Without an answer, as if the power went. */
export const stopPostmaster = async (pid: number): Promise<void> => {
  for (const [signal, patience] of [
    [FAST, 30_000],
    [IMMEDIATE, 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    if (await ended(pid, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end`);
};

/** @returns false when it is still there after `patience` milliseconds */
export const ended = async (pid: number, patience: number): Promise<boolean> => {
  for (const giveUp = Date.now() + patience; Date.now() < giveUp; await setTimeout(20)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
};
