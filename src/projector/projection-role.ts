import { escapeIdentifier, type Client, type ClientBase, type ClientConfig } from 'pg';
import { closeSession, openSession } from '../database/sessions.js';
import { type Projection } from './projection.js';

/** Owns what projections write, and may write nothing else, the log least of all. Where a database has no such role, they do without. */
const ROLE = 'ledgarr_projections';
/** What the projector keeps for all of them. */
const OWN_TABLES = ['projections', 'parked_events', 'projection_conflicts', 'projection_rebuilds'];

/** A session that may write the tables of projections alone, where the database has a role for that. */
export const openProjectionSession = async (
  database: ClientConfig,
  name: string,
  projection: Projection | null,
  onLost: (error: Error) => void,
): Promise<Client> => {
  const client = await openSession(database, name, onLost);
  try {
    if (projection) await handOver(client, projection);
    await takeRole(client);
    return client;
  } catch (error) {
    await closeSession(client);
    throw error;
  }
};

export const takeRole = async (client: ClientBase): Promise<void> => {
  await client.query(
    `SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = $1 AND pg_has_role(oid, 'SET')`,
    [ROLE],
  );
};

/** Migrations make tables as the app: those of projections are given to their role, once. */
const handOver = async (client: Client, { tables }: Projection): Promise<void> => {
  const names = [...OWN_TABLES, ...tables.map(({ name }) => name)].sort();
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class, pg_roles
      WHERE relnamespace = to_regnamespace('public') AND relname = ANY($1) AND relkind = 'r'
        AND rolname = $2 AND pg_has_role(pg_roles.oid, 'SET') AND relowner <> pg_roles.oid
        AND pg_has_role(relowner, 'USAGE') ORDER BY relname`,
    [names, ROLE],
  );
  for (const { name } of rows) await client.query(`ALTER TABLE public.${escapeIdentifier(name)} OWNER TO ${ROLE}`);
};
