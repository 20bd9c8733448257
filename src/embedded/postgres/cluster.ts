import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder, writeWholeFile } from '../../config/whole-file.js';
import { type Account, accountFor, ensureReachable } from './account.js';
import { type PostgresBinaries } from './binaries.js';

/** A database cluster in the data dir, initialised and ready to be served. */
export type Cluster = {
  /** Belongs to `account`: holds the cluster, the socket and the server's own log. */
  home: string;
  /** What PostgreSQL calls its data directory. */
  data: string;
  log: string;
  /** Empty where nobody knows it any more. */
  password: string;
  passwordFile: string;
  account: Account;
};

/** The superuser: for what is done here, and nobody else's to sign in as. */
export const ROLE = 'ledgarr';

/** Opens the cluster of a data dir, and makes it where there is none that was ever whole. */
export const openCluster = async (
  dataDir: string,
  { home, account }: Home,
  binaries: PostgresBinaries,
): Promise<Cluster> => {
  await ensureReachable(binaries.postgres, account);
  const files = { data: path.join(home, 'cluster'), log: path.join(home, 'postgres.log') };
  const cluster = { home, ...files, account, passwordFile: path.join(dataDir, 'postgres-password') };
  await removeUnfinished(home);
  if (await isWhole(cluster.data)) return { ...cluster, password: await readPassword(cluster.passwordFile) };
  await rm(cluster.data, { recursive: true, force: true });
  const password = await makePassword(cluster);
  await initialise({ ...cluster, password }, binaries.initdb);
  return { ...cluster, password };
};

export const makePassword = async ({ passwordFile }: Pick<Cluster, 'passwordFile'>): Promise<string> => {
  const password = randomBytes(24).toString('base64url');
  await writeWholeFile(passwordFile, password);
  return password;
};

/**
 * The control file is written when the first database is; the databases of users are numbered from here on (PostgreSQL,
 * `src/include/access/transam.h`). What has neither never held anything. What has one of them is for PostgreSQL to judge.
 */
const FIRST_OF_USERS = 16_384;
const isWhole = async (data: string): Promise<boolean> => {
  const control = await stat(path.join(data, 'global', 'pg_control')).catch(ifMissing);
  if (control && control.size > 0) return true;
  const databases = (await readdir(path.join(data, 'base')).catch(ifMissing)) ?? [];
  return databases.some((name) => Number(name) >= FIRST_OF_USERS);
};

const ifMissing = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null;
  throw error;
};

/** An `initdb` that outlived its app may still write there for a moment: what stays goes with the next start. */
const removeUnfinished = async (home: string): Promise<void> => {
  for (const name of await readdir(home)) {
    if (!/^cluster\..*new$/.test(name)) continue;
    await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY') throw error;
      },
    );
  }
};

export type Home = Pick<Cluster, 'home' | 'account'>;

/** The folder for the server alone. @throws saying why it cannot be there */
export const makeHome = async (dataDir: string): Promise<Home> => {
  const home = path.join(dataDir, 'postgres');
  try {
    await mkdir(dataDir, { recursive: true });
    await mkdir(home, { recursive: true, mode: 0o700 });
    const account = await accountFor(home);
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(home, account.uid, account.gid);
      await letThrough(dataDir);
    }
    await ensureReachable(path.join(home, 'cluster'), account);
    return { home, account };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === 'EROFS' ? 'the disk is read-only' : code === 'EACCES' ? 'permission denied' : code;
    throw new Error(`PostgreSQL cannot keep its data in ${home}: ${reason}`, { cause: error });
  }
};

/** The data dir is ours: others may pass through it, and read nothing in it that they could not before. */
const letThrough = async (dataDir: string): Promise<void> => {
  const { mode } = await stat(dataDir);
  if ((mode & 0o001) === 0) await chmod(dataDir, (mode & 0o7777) | 0o011);
};

/** Empty where it is missing, or was torn by a crash: then the server is given another one. */
const readPassword = async (file: string): Promise<string> => {
  const text = ((await readFile(file, 'utf8').catch(ifMissing)) ?? '').trim();
  return /^[\x21-\x7e]+$/.test(text) ? text : '';
};

/** Under another name until it is whole: a kill in the middle leaves nothing that looks like a cluster. */
const initialise = async (cluster: Cluster, initdb: string): Promise<void> => {
  const { home, account, password } = cluster;
  const unfinished = path.join(home, `cluster.${randomBytes(6).toString('hex')}.new`);
  const passwordFile = path.join(home, 'initial-password');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid);
  try {
    await run(initdb, [...initdbArguments, `--pwfile=${passwordFile}`, '-D', unfinished], cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, cluster.data);
  await syncFolder(home);
};

/** The locale is PostgreSQL's own, so that no update of the system's reorders an index. */
const initdbArguments = [
  `--username=${ROLE}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
  // One call for the whole disk, in place of one for each of a thousand files: a third of the time.
  ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
];

const run = (program: string, args: string[], { account, home }: Cluster): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: home,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.once('error', (error) => reject(new Error(`${program} does not run: ${error.message}`, { cause: error })));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${complaint.trim()}`))));
  });

/** Nothing of ours: neither secrets nor the PG variables of the person who starts us. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });
