import { readdir } from 'node:fs/promises';
import { type DataSource, type Logger, type MigrationInterface } from 'typeorm';
import { createDataSource } from './data-source.js';

type MigrationClass = new () => MigrationInterface;

/** Held while migrating, for the whole database. The number is the letters `ledgar`. */
const MIGRATION_LOCK = 0x6c6564676172;

const folder = new URL('../../migrations/', import.meta.url);
const isModule = (name: string) => /\.[jt]s$/.test(name) && !/\.(d|spec)\.ts$/.test(name);

/** Every class of every file in `migrations/`, in the built app `dist/migrations/`. TypeORM orders them by the time in their names. */
export const loadMigrations = async (): Promise<MigrationClass[]> => {
  const files = (await readdir(folder)).filter(isModule).sort();
  const modules = (await Promise.all(files.map((name) => import(new URL(name, folder).href)))) as object[];
  return modules.flatMap((module) => Object.values(module).filter((value) => typeof value === 'function'));
};

/** What the migrations tell: each one that is done, and what they say by `dataSource.logger.log`. */
const telling = (onProgress: (message: string) => void): Logger => ({
  log: (_level, message) => onProgress(String(message)),
  logMigration: onProgress,
  logQuery: () => undefined,
  logQueryError: () => undefined, // it is thrown as well
  logQuerySlow: () => undefined,
  // How many are known and which was the last is of no interest here.
  logSchemaBuild: (message) => (message.startsWith('Migration ') ? onProgress(message) : undefined),
});

export type MigrateOptions = {
  onProgress?: (message: string) => void;
  /** Instead of those of the folder. */
  migrations?: MigrationClass[];
};

/**
 * Brings the tables up to date. Instances that start together take turns: one migrates, the others find it done.
 * @returns the names of the migrations that ran
 */
export const migrate = async (url: string, options: MigrateOptions = {}): Promise<string[]> => {
  // Two connections: the lock lives on one session while the migrations run on the other.
  const dataSource = createDataSource(url, {
    poolSize: 2,
    migrations: options.migrations ?? (await loadMigrations()),
    logger: telling(options.onProgress ?? (() => undefined)),
  });
  await dataSource.initialize();
  try {
    return await underLock(dataSource, async () => {
      const ran = await dataSource.runMigrations({ transaction: 'each' });
      return ran.map(({ name }) => name);
    });
  } finally {
    await dataSource.destroy();
  }
};

const underLock = async <T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> => {
  const session = dataSource.createQueryRunner();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    // The lock goes with its session, which ends with the pool.
    await session.release();
  }
};
