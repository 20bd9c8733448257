import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, link, open, readdir, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';

/** Held until it is released or this process ends, however it ends: there is nothing to clean up after a crash. */
export type FolderLock<Notice> = {
  /** What others are told who find the folder locked; at once, if they wait. */
  tell(notice: Notice): void;
  release(): void;
};

/** What the holder tells, from now on, until it has gone or `signal` ends it. */
export type Holder<Notice> = { notices(signal?: AbortSignal): AsyncIterable<Notice> };

export type Attempt<Notice> = { lock: FolderLock<Notice> } | { holder: Holder<Notice> };

/** How long a holder may take for its first word, in milliseconds. */
const SILENCE_MS = 10_000;

/**
 * Locks a folder, or finds who has it locked: a listening socket `lock.N` in it, of which the newest counts while somebody listens.
 * Who finds it dead adds the next number, which only one can, with a socket that listens already. Decision 018 says why.
 */
export async function tryLockFolder<Notice>(folder: string, first: Notice): Promise<Attempt<Notice>> {
  const server = new LockServer(first);
  try {
    return await (process.platform === 'win32' ? lockName(folder, server) : lockInFolder(folder, server));
  } catch (error) {
    server.release();
    if (process.platform !== 'linux' || !NO_SOCKETS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return lockName(folder, new LockServer(first));
  }
}

/** Waits for its turn. */
export async function lockFolder(folder: string): Promise<FolderLock<number>> {
  for (;;) {
    const found = await tryLockFolder(folder, process.pid);
    if ('lock' in found) return found.lock;
    for await (const _holder of found.holder.notices()); // ends when the holder has gone
  }
}

/** What file systems say that take no sockets, or no second name for one: some network and desktop shares. */
const NO_SOCKETS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']);

class LockServer<Notice> implements FolderLock<Notice> {
  private readonly waiting = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.greet(socket)).unref();

  constructor(private notice: Notice) {}

  async listen(place: string): Promise<void> {
    this.server.listen(place);
    await once(this.server, 'listening');
  }

  tell(notice: Notice): void {
    this.notice = notice;
    for (const socket of this.waiting) socket.write(lineOf(notice));
  }

  release(): void {
    this.server.close();
    for (const socket of this.waiting) socket.destroy();
  }

  private greet(socket: Socket): void {
    this.waiting.add(socket);
    socket.on('close', () => this.waiting.delete(socket)).on('error', () => socket.destroy());
    socket.unref().resume();
    socket.write(lineOf(this.notice));
  }
}

const lineOf = (notice: unknown): string => `${JSON.stringify(notice)}\n`;

async function lockInFolder<Notice>(folder: string, server: LockServer<Notice>): Promise<Attempt<Notice>> {
  // A socket's path may have 107 bytes at most: on Linux, a folder that is open has a short name too.
  const handle = process.platform === 'linux' ? await open(folder, 'r') : null;
  const short = handle ? `/proc/self/fd/${handle.fd}` : folder;
  const own = `lock.${randomBytes(6).toString('hex')}.new`;
  try {
    for (;;) {
      const newest = (await numbersIn(folder)).at(-1) ?? 0;
      const socket = newest > 0 ? await connectTo(path.join(short, `lock.${newest}`)) : null;
      if (socket) return holderOn(socket, server);
      if (!(await exists(path.join(folder, own)))) await server.listen(path.join(short, own));
      await chmod(path.join(folder, own), 0o600); // whoever may connect is told passwords
      if (await take(folder, own, newest + 1)) return { lock: server };
    }
  } finally {
    await rm(path.join(folder, own), { force: true });
    await handle?.close();
  }
}

/** @returns false when somebody else was faster */
async function take(folder: string, own: string, number: number): Promise<boolean> {
  try {
    await link(path.join(folder, own), path.join(folder, `lock.${number}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const numbers = await numbersIn(folder);
  const removed = (each: number) => rm(path.join(folder, `lock.${each}`), { force: true });
  if (numbers.at(-1)! > number) {
    // Who was slow between looking and taking takes a number that has been used and removed.
    await removed(number);
    return false;
  }
  // Some stay, so that there is a newest one at any time for who is reading the folder just now.
  for (const old of numbers.filter((each) => each < number - 3)) await removed(old);
  return true;
}

const numbersIn = async (folder: string): Promise<number[]> =>
  (await readdir(folder)).flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b); // prettier-ignore

/** A name that belongs to the system and goes with who listens on it. On Linux it holds within one network namespace, so it is second best. */
async function lockName<Notice>(folder: string, server: LockServer<Notice>): Promise<Attempt<Notice>> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = process.platform === 'win32' ? `\\\\.\\pipe\\ledgarr-${dev}-${ino}` : `\0ledgarr-${dev}-${ino}`;
  for (;;) {
    try {
      await server.listen(name);
      return { lock: server };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    const socket = await connectTo(name);
    if (socket) return holderOn(socket, server);
  }
}

/** @returns null when nobody listens there any more */
async function connectTo(place: string): Promise<Socket | null> {
  const socket = connect(place);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    socket.destroy();
    if (['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function holderOn<Notice>(socket: Socket, unused: LockServer<Notice>): Attempt<Notice> {
  unused.release();
  return { holder: { notices: (signal) => noticesFrom<Notice>(socket, signal) } };
}

/** @throws when the holder says nothing at all */
async function* noticesFrom<Notice>(socket: Socket, signal?: AbortSignal): AsyncGenerator<Notice> {
  const end = () => socket.destroy();
  signal?.addEventListener('abort', end, { once: true });
  let silent = false;
  socket.setTimeout(SILENCE_MS, () => ((silent = true), end()));
  let rest = '';
  try {
    for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) {
      socket.setTimeout(0);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield JSON.parse(line) as Notice;
    }
  } catch (error) {
    if (!socket.errored && !socket.destroyed) throw error; // a broken connection says that the holder has gone
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
  if (silent) throw new Error('another process holds the folder and does not answer');
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false, // not made yet
  );
