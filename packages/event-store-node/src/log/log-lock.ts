import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { PLANNING } from './planning.js';

/** Another process has the log open. */
export class LogInUse extends Error {
  constructor() {
    super('another event store node is running on this database: only one at a time may write its log');
  }
}

/** Any number that nothing else in the database locks; the lock belongs to a database, not to the server. */
const LOCK = '7303014202';
/** A node that was killed holds its lock until PostgreSQL notices that it is gone. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/**
 * A connection that holds the lock of the log until it ends. All writing goes through it, so that who lost the lock cannot write.
 * @throws LogInUse
 */
export const holdLock = async (databaseUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'ledgarr event store writer',
    keepAlive: true,
  });
  // One that breaks while nothing is asked says so here alone; what is asked next fails with less of a reason.
  let lost: Error | undefined;
  client.on('error', (error) => (lost ??= error));
  await client.connect();
  try {
    await client.query(`set synchronous_commit to on; set client_min_messages to warning; ${PLANNING}`);
    for (const end = performance.now() + PATIENCE_MS; ; await pause(PAUSE_MS)) {
      const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK}) held`);
      if (rows[0]?.held) return client;
      if (performance.now() > end) throw new LogInUse();
    }
  } catch (error) {
    await client.end();
    throw lost ?? error;
  }
};
