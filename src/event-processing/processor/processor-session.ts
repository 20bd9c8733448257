import { escapeLiteral, type Client, type ClientConfig } from 'pg';
import { closeSession, openSession } from '../../database/sessions.js';

/** Owns what processors write, and may write nothing else, the log least of all. Where a database has no such role, they do without. */
const ROLE = 'ledgarr_projections';
/** What is kept for all of them. */
const OWN_TABLES = ['projections', 'parked_events', 'projection_conflicts', 'projection_rebuilds'];

/** A session that may write `tables` and the checkpoints alone, where the database has a role for that. */
export const openProcessorSession = async (
  database: ClientConfig,
  name: string,
  tables: readonly string[],
  onLost: (error: Error) => void,
): Promise<Client> => {
  const client = await openSession(database, name, onLost);
  try {
    await client.query(processorRoleSql(tables));
    return client;
  } catch (error) {
    await closeSession(client);
    throw error;
  }
};

/**
 * Takes the role on. Before that, its tables are given to it: migrations make them as the app. In one go, so that
 * nothing that is asked on the connection comes in between.
 */
export const processorRoleSql = (tables: readonly string[]): string => `
    DO $$ DECLARE found record; BEGIN
      FOR found IN
        SELECT c.oid::regclass AS name FROM pg_class c, pg_roles r
         WHERE relnamespace = to_regnamespace('public')
           AND relname IN (${[...OWN_TABLES, ...tables].map(escapeLiteral).join(', ')})
           AND relkind = 'r' AND rolname = '${ROLE}' AND pg_has_role(r.oid, 'SET') AND relowner <> r.oid
           AND pg_has_role(relowner, 'USAGE') ORDER BY relname
      LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO ${ROLE}', found.name);
      END LOOP;
    END $$;
    SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = '${ROLE}' AND pg_has_role(oid, 'SET')`;
