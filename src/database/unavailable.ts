import pg from 'pg';

/** Of PostgreSQL: connection exceptions, shutting down, starting up, and no connection left. */
const AWAY = /^(08|57P0[123]|53300)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What `pg` says without a code of its own. */
const SAID =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error)/;

/** Whether this error says that PostgreSQL cannot be asked, rather than what it has answered. */
export function saysDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError, syscall } = error as { code?: unknown; driverError?: unknown; syscall?: string };
  if (driverError) return saysDatabaseAway(driverError);
  if (error instanceof pg.DatabaseError) return AWAY.test(String(code));
  return (NETWORK.has(String(code)) && /^(connect|read|write)$/.test(syscall ?? '')) || SAID.test(error.message);
}

/** Opens a connection of its own, and asks. @throws where PostgreSQL does not answer in time */
export async function probeDatabase(connectionString: string, withinMs: number): Promise<void> {
  const client = new pg.Client({
    connectionString,
    application_name: 'ledgarr probe',
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  client.on('error', () => undefined); // what was asked fails with it
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    void client.end().catch(() => undefined); // where it does not answer, it does not say goodbye either
  }
}
