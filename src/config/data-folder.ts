import { mkdir } from 'node:fs/promises';
import { type Logger } from 'pino';
import { CannotStart } from './cannot-start.js';
import { type FolderLock, type Holder, tryLockFolder } from './folder-lock.js';
import { type Running } from './instance-file.js';

/** Who uses the data folder, as it tells others. */
export type Occupant = {
  pid: number;
  role: 'server' | 'command';
  state: 'starting' | 'running' | 'stopping';
  /** Where a server listens, or is going to. */
  address: string | null;
  /** Once it runs. */
  running: Running | null;
};

export type DataFolderLock = FolderLock<Occupant>;

/**
 * Takes the data folder for a server. A command that uses it, and a server that is stopping, are waited for.
 * @throws CannotStart naming the server that has it
 */
export async function lockForServer(
  dataDir: string,
  address: string,
  log: Pick<Logger, 'warn'>,
  signal?: AbortSignal,
): Promise<DataFolderLock> {
  for (;;) {
    const found = await attempt(dataDir, { pid: process.pid, role: 'server', state: 'starting', address, running: null }); // prettier-ignore
    if ('lock' in found) return found.lock;
    for await (const other of occupantsOf(found.holder, dataDir, signal)) {
      if (other.role === 'server' && other.state !== 'stopping') throw new CannotStart(usedBy(other, dataDir));
      log.warn({ pid: other.pid }, `waiting for the end of ${describe(other)}, which uses the data folder`);
    }
    signal?.throwIfAborted();
  }
}

/**
 * What a command uses: the parts of the server that runs, or the data folder for itself. A server that is on its way up or down, and
 * another command, are waited for.
 * @param say tells whoever waits what is waited for
 */
export async function lockForCommand(
  dataDir: string,
  say: (message: string) => void,
): Promise<{ lock: DataFolderLock } | { running: Running }> {
  for (;;) {
    const found = await attempt(dataDir, { pid: process.pid, role: 'command', state: 'running', address: null, running: null }); // prettier-ignore
    if ('lock' in found) return found;
    for await (const other of occupantsOf(found.holder, dataDir)) {
      if (other.running && other.state === 'running') return { running: other.running };
      say(`Waiting for ${describe(other)}, which uses ${dataDir}.`);
    }
  }
}

/** Tells others that the server is up, and how its parts are reached. */
export const tellUp = (lock: DataFolderLock, running: Running): void =>
  lock.tell({ pid: process.pid, role: 'server', state: 'running', address: running.url, running });

export const tellStopping = (lock: DataFolderLock, address: string): void =>
  lock.tell({ pid: process.pid, role: 'server', state: 'stopping', address, running: null });

async function attempt(dataDir: string, occupant: Occupant) {
  try {
    await mkdir(dataDir, { recursive: true });
    return await tryLockFolder(dataDir, occupant);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CannotStart(`The data folder ${dataDir} cannot be used: ${REASONS[code] ?? message}.`, { cause: error });
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied, or another user’s Ledgarr is using it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'something on the way to it is a file',
};

async function* occupantsOf(holder: Holder<Occupant>, dataDir: string, signal?: AbortSignal) {
  try {
    yield* holder.notices(signal);
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(`The data folder ${dataDir} is in use: ${(error as Error).message}.`, { cause: error });
  }
}

const usedBy = ({ pid, state, address }: Occupant, dataDir: string): string =>
  `Ledgarr ${state === 'running' ? 'runs' : 'is starting'} on ${dataDir} already: process ${pid}, on ${address}.`;

const describe = ({ pid, role, state }: Occupant): string =>
  role === 'command'
    ? `a command (process ${pid})`
    : `the server (process ${pid}) that is ${state === 'stopping' ? 'stopping' : 'starting'}`;
