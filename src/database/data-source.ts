import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/**
 * `bigint` columns hold byte counts and revisions, far below 2^53, so they read as numbers; `numeric` columns, which
 * hold log positions, stay strings. For the connections of this data source only.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** How long a connection, or a turn at one, is waited for. */
export const CONNECTION_TIMEOUT_MS = 10_000;

export type DatabaseOptions = {
  /** Connections at most; 10 without. */
  poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  migrations?: DataSourceOptions['migrations'];
  logger?: DataSourceOptions['logger'];
};

/**
 * @param url any form that `pg` reads, with a socket folder too: `postgresql://user:password@/name?host=/folder`.
 *   It is not given to TypeORM, which reads URLs in its own way and knows no socket folders.
 */
export const dataSourceOptions = (url: string, options: DatabaseOptions = {}): DataSourceOptions => ({
  type: 'postgres',
  poolSize: options.poolSize ?? 10,
  applicationName: options.applicationName ?? 'ledgarr',
  migrations: options.migrations ?? [],
  migrationsTableName: 'migrations',
  installExtensions: false,
  synchronize: false,
  logging: options.logger !== undefined,
  ...(options.logger && { logger: options.logger }),
  entities: [],
  extra: { connectionString: url, types, keepAlive: true, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS },
});

/** Not yet connected: `await dataSource.initialize()`. */
export const createDataSource = (url: string, options?: DatabaseOptions): DataSource =>
  new DataSource(dataSourceOptions(url, options));
