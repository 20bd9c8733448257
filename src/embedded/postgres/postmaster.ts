import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { commandOf, end, isAlive } from '../process.js';

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
  if (!(await commandOf(Number(pid))).includes('postgres')) {
    // After a reboot the number belongs to somebody else, and PostgreSQL would take that one for itself and refuse.
    await rm(file, { force: true });
    return null;
  }
  const address = socketFolder ? { socketFolder } : port ? { port: Number(port) } : null;
  return { pid: Number(pid), address, status: status ?? '' };
};

/** Fast shutdown: sessions are ended, what they had not committed is rolled back. Without an answer, as if the power went. */
export const stopPostmaster = (pid: number): Promise<void> =>
  end(pid, [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ]);
