import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Account, accountFor, ensureReachable } from './account.js';
import { type PostgresBinaries } from './binaries.js';

/** A database cluster in the data dir, initialised and ready to be served. */
export type Cluster = {
  /** Belongs to `account`: holds the cluster, the socket and the server's own log. */
  home: string;
  /** What PostgreSQL calls its data directory. */
  data: string;
  log: string;
  password: string;
  account: Account;
};

/** Only this role is there: superuser of its own server. */
export const ROLE = 'ledgarr';

/** Opens the cluster of a data dir, and makes it where there is none. */
export const openCluster = async (dataDir: string, binaries: PostgresBinaries): Promise<Cluster> => {
  const home = path.join(dataDir, 'postgres');
  const account = await makeHome(dataDir, home);
  await ensureReachable(binaries.postgres, account);
  const cluster = { home, data: path.join(home, 'cluster'), log: path.join(home, 'postgres.log'), account };
  const passwordFile = path.join(dataDir, 'postgres-password');
  if (await exists(path.join(cluster.data, 'PG_VERSION'))) {
    return { ...cluster, password: await readPassword(passwordFile) };
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await initialise({ ...cluster, password }, binaries.initdb);
  return { ...cluster, password };
};

const makeHome = async (dataDir: string, home: string): Promise<Account> => {
  try {
    await mkdir(dataDir, { recursive: true });
    await mkdir(home, { recursive: true, mode: 0o700 });
    const account = await accountFor(home);
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(home, account.uid, account.gid);
      await letThrough(dataDir);
    }
    await ensureReachable(path.join(home, 'cluster'), account);
    return account;
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

const readPassword = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Error(`the database is there, but its password is not: ${file} cannot be read`, { cause: error });
  }
};

/** Under another name until it is whole: a kill in the middle leaves nothing that looks like a cluster. */
const initialise = async (cluster: Cluster, initdb: string): Promise<void> => {
  const { home, account, password } = cluster;
  const unfinished = path.join(home, 'cluster.new');
  const passwordFile = path.join(home, 'initial-password');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid);
  try {
    await run(initdb, [...initdbArguments, `--pwfile=${passwordFile}`, '-D', unfinished], cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, cluster.data);
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

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false, // what keeps a file that is there from us shows in the step that uses it
  );
