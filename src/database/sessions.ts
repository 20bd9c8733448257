import pg, { type ClientBase, type ClientConfig, type Pool } from 'pg';

/**
 * A connection of one's own, outside any pool: what is locked on it is locked as long as it lives.
 * @param onLost called once when the connection breaks or is ended by the server
 */
export const openSession = async (
  database: ClientConfig,
  applicationName: string,
  onLost: (error: Error) => void,
): Promise<pg.Client> => {
  const client = new pg.Client({
    ...database,
    application_name: applicationName.slice(0, 63), // PostgreSQL keeps no more of it
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  let lost = false;
  const tell = (error: Error): void => {
    if (!lost) onLost(error);
    lost = true;
  };
  client.on('error', tell);
  client.on('end', () => tell(new Error('the connection to the database has ended')));
  await client.connect();
  return client;
};

/** Ends a session, and its locks with it. */
export const closeSession = async (client: pg.Client): Promise<void> => {
  try {
    await client.end();
  } catch {
    // It is broken already, which ends it just as well.
  }
};

/**
 * Commits what `work` did, or nothing of it.
 * @param begin begins the transaction, and may do more in it; `work` is given what it has found
 */
export const transactionOn = async <T, B = unknown>(
  client: ClientBase,
  work: (begun: B) => Promise<T>,
  begin: () => Promise<B> = async () => (await client.query('BEGIN')) as B,
): Promise<T> => {
  try {
    const result = await work(await begin());
    await client.query('COMMIT');
    return result;
  } catch (error) {
    try {
      await client.query('ROLLBACK');
    } catch {
      // Where not even that gets through, the server rolls back when the connection is gone; the first error tells more.
    }
    throw error;
  }
};

export const inTransaction = async <T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The pool listens to idle connections alone: without this, one that breaks between two statements ends the process.
  const onLost = (error: Error) => (lost = error);
  client.on('error', onLost);
  try {
    return await transactionOn(client, () => work(client));
  } finally {
    client.off('error', onLost);
    client.release(lost);
  }
};

/** Takes a session-level lock where nobody has it. */
export const tryLock = async (client: ClientBase, name: string): Promise<boolean> => {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
    [name],
  );
  return rows[0]!.locked;
};
