import { setTimeout } from 'node:timers/promises';
import { type Logger } from 'pino';
import { BackOff } from '../../back-off/back-off.js';
import { lockFolder } from '../../config/folder-lock.js';
import { type PostgresBinaries, postgresBinaries } from './binaries.js';
import { type Cluster, makeHome, openCluster } from './cluster.js';
import { connect, ensureDatabase, urlOf } from './connection.js';
import { adopt, chooseAddress, isWrongPassword, launch, type Running } from './launch.js';
import { stopPostmaster } from './postmaster.js';
import { resetPassword } from './reset-password.js';
import { APP, ensureRoles, LOG } from './roles.js';

export type EmbeddedPostgres = {
  /** Of the database `ledgarr`, password included. It stays the same when the server has to be started again. */
  url: string;
  /** Of the same database, for the event-store node: its role alone may write the log. */
  logUrl: string;
  readonly pid: number;
  /** It was running already: left behind by a killed app, or in use by a living one. */
  adopted: boolean;
  /** Stops the server, unless it belongs to another living process. */
  stop(): Promise<void>;
};

type Options = { dataDir: string; log: Pick<Logger, 'info' | 'warn' | 'error'> };

/** Held by the process that answers for the server. It goes with the process, whatever ends that. */
const OWNER_LOCK = 0x6f776e6572;

/**
 * Brings up the PostgreSQL of a data dir, and keeps it up: it outlives a `kill -9` of this process, so that the next one takes it over.
 * @throws saying what is in the way: no binaries, a folder out of reach, a read-only disk, the server's own complaint
 */
export const startPostgres = async ({ dataDir, log }: Options): Promise<EmbeddedPostgres> => {
  const began = performance.now();
  const binaries = await postgresBinaries();
  const home = await makeHome(dataDir);
  // Two that start at the same time would both make the cluster.
  const lock = await lockFolder(home.home);
  try {
    const cluster = await openCluster(dataDir, home, binaries);
    const running = await bringUp(cluster, binaries, log);
    await ensureDatabase(running.session);
    await prepareRoles(cluster, running);
    const { pid, adopted, address } = running;
    const milliseconds = Math.round(performance.now() - began);
    log.info({ pid, adopted, address, milliseconds }, 'the embedded PostgreSQL is up');
    const again = async () => (await adopt(cluster)) ?? (await launch(cluster, binaries.postgres, address));
    return await tend(cluster, running, again, log);
  } finally {
    lock.release();
  }
};

/** Takes over the server that runs, or starts it; gives it another password where the one that is kept is not its own. */
const bringUp = async (cluster: Cluster, binaries: PostgresBinaries, log: Options['log']): Promise<Running> => {
  const attempt = async () =>
    (await adopt(cluster)) ?? (await launch(cluster, binaries.postgres, await chooseAddress(cluster)));
  try {
    if (cluster.password !== '') return await attempt();
  } catch (error) {
    if (!isWrongPassword(error as Error)) throw error;
  }
  log.warn({ file: cluster.passwordFile }, 'the password of the embedded PostgreSQL was lost: it is given another one');
  await resetPassword(cluster, binaries.postgres);
  return await attempt();
};

/** As the superuser, on the app's own database. */
const prepareRoles = async (cluster: Cluster, { address }: Running): Promise<void> => {
  const answer = await connect(cluster, address);
  if ('silent' in answer) throw answer.silent;
  try {
    await ensureRoles(answer.session, cluster);
  } finally {
    await answer.session.end();
  }
};

/** Watches the server by a session on it, starts it again at the same address when it dies, and owns it while nobody else does. */
const tend = async (
  cluster: Cluster,
  first: Running,
  again: () => Promise<Running>,
  log: Options['log'],
): Promise<EmbeddedPostgres> => {
  let running = first;
  let stopping = false;
  let restart = Promise.resolve();
  const watch = async (): Promise<boolean> => {
    running.session.once('end', () => {
      if (!stopping) restart = revive();
    });
    return await claim(running);
  };
  let owned = await watch();

  const revive = async (): Promise<void> => {
    log.warn({ pid: running.pid }, 'the connection to the embedded PostgreSQL is lost');
    const backOff = new BackOff({ firstMs: 100, maxMs: 10_000 });
    while (!stopping) {
      try {
        running = await again();
        owned = await watch();
        log.warn({ pid: running.pid, adopted: running.adopted }, 'the embedded PostgreSQL is up again');
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded PostgreSQL does not start');
        await setTimeout(backOff.next());
      }
    }
  };

  const stop = async (): Promise<void> => {
    stopping = true;
    await restart;
    // The owner that was there may have gone since.
    if (owned || (await claim(running))) await stopPostmaster(running.pid);
    await running.session.end();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(cluster, first.address, APP),
    logUrl: urlOf(cluster, first.address, LOG),
    get pid() {
      return running.pid;
    },
    adopted: first.adopted,
    stop: () => (stopped ??= stop()),
  };
};

const claim = async ({ session }: Running): Promise<boolean> => {
  const { rows } = await session.query<{ owned: boolean }>('SELECT pg_try_advisory_lock($1) AS owned', [OWNER_LOCK]);
  return rows[0]?.owned === true;
};
