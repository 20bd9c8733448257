import pg from 'pg';
import { type DataOf, readTables, type SourceKind, type SourceRow, type Tables, UnreadableSource } from './tables.js';

/**
 * Reads another program's PostgreSQL database in one read-only snapshot.
 * @param url `postgres://user:password@host/name`
 * @throws UnreadableSource
 */
export async function readPostgres<T extends Tables>(kind: SourceKind<T>, url: string): Promise<DataOf<T>> {
  const source = shown(url);
  const client = await connect(url, source);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Times that have a zone are told in UTC.
    await client.query(`SET LOCAL TIME ZONE 'UTC'`);
    return await readTables(kind, questionsTo(client), source);
  } catch (error) {
    if (error instanceof pg.DatabaseError)
      throw new UnreadableSource(`${source} cannot be read: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await client.end();
  }
}

async function connect(url: string, source: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
    client.on('error', () => undefined); // what is asked next fails with it
    await client.connect();
    return client;
  } catch (error) {
    // A wrong address, a wrong password, or nobody there.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new UnreadableSource(`${source} cannot be reached: ${message || code}`, { cause: error });
  }
}

const questionsTo = (client: pg.Client) => ({
  columnsOf: async (table: string) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute
       WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    return rows.map(({ name }) => name);
  },
  rows: async (sql: string) => (await client.query<SourceRow>(sql)).rows,
});

/** Without user and password. */
function shown(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL database';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
