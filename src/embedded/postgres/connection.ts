import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { type Cluster, ROLE } from './cluster.js';
import { type Address } from './postmaster.js';
import { passwordOf } from './roles.js';

export const DATABASE = 'ledgarr';

/** The form that libpq, `pg` and the URL parser of the platform all read: a `host` of the query is a socket folder. */
export const urlOf = (cluster: Cluster, address: Address, role: string, database = DATABASE): string => {
  const who = `${role}:${encodeURIComponent(passwordOf(cluster, role))}`;
  return 'port' in address
    ? `postgresql://${who}@127.0.0.1:${address.port}/${database}`
    : `postgresql://${who}@localhost/${database}?host=${encodeURIComponent(address.socketFolder)}`;
};

/** `starting` and `stopping` are words of the server itself; it may answer otherwise in a moment. */
export type Answer = { session: pg.Client } | { silent: Error };

/** Opens a session. Its errors, when the connection breaks, show as its end. */
export const connect = async (cluster: Cluster, address: Address, database?: string): Promise<Answer> => {
  const session = new pg.Client({
    connectionString: urlOf(cluster, address, ROLE, database),
    application_name: 'ledgarr supervisor',
    connectionTimeoutMillis: 10_000,
  });
  session.on('error', () => undefined);
  try {
    await session.connect();
    return { session };
  } catch (error) {
    return { silent: error as Error };
  }
};

/** Whether it is our data that this server serves: another cluster may have come to listen on the same port. */
export const serves = async (session: pg.Client, { data }: Cluster): Promise<boolean> => {
  const { rows } = await session.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  return (await realpath(rows[0]?.folder ?? '/')) === (await realpath(data));
};

export const ensureDatabase = async (session: pg.Client): Promise<void> => {
  const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount) return;
  try {
    await session.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // duplicate_database, or the same seen at the index: another process was faster.
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  }
};
