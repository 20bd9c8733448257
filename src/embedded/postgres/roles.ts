import { createHmac } from 'node:crypto';
import { type Client } from 'pg';
import { type Cluster, ROLE } from './cluster.js';

/** Who may do what: the app owns its tables, the node its log. Decision 019. */
export const APP = 'ledgarr_app';
export const LOG = 'ledgarr_log';
/** Nobody signs in as this one: the projector, which is the app, takes it on. Its name is in `projector/projection-role.ts` too. */
const PROJECTIONS = 'ledgarr_projections';

/** Follows from the superuser's, so that there is one to keep. */
export const passwordOf = ({ password }: Pick<Cluster, 'password'>, role: string): string =>
  role === ROLE ? password : createHmac('sha256', password).update(role).digest('base64url');

/**
 * Makes the roles, and gives them what an older version had made as the superuser. Nothing changes where it is so already.
 * @param session of the superuser, on the database of the app
 */
export const ensureRoles = async (session: Client, cluster: Cluster): Promise<void> => {
  await session.query(`DO $$ DECLARE role text; BEGIN
    FOREACH role IN ARRAY ARRAY['${APP}', '${LOG}', '${PROJECTIONS}'] LOOP
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN EXECUTE format('CREATE ROLE %I', role); END IF;
    END LOOP;
  END $$`);
  for (const role of [APP, LOG]) {
    await session.query(`ALTER ROLE ${role} LOGIN PASSWORD '${passwordOf(cluster, role)}'`);
  }
  // pg_read_all_data: a backup is made by the app's role, and holds the log too.
  await session.query(`
    GRANT ${PROJECTIONS}, pg_read_all_data TO ${APP};
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE, CREATE ON SCHEMA public TO ${APP}, ${PROJECTIONS};
    DO $$ BEGIN
      EXECUTE format('GRANT CREATE ON DATABASE %I TO ${APP}, ${LOG}, ${PROJECTIONS}', current_database());
    END $$`);
  await giveAway(session);
};

/** Tables, views and the schema of the log; indexes and identities go with their tables. Side tables of a rebuild that was killed are of no use. */
const giveAway = async (session: Client): Promise<void> => {
  await session.query(`DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'rebuild\\_%' AND nspowner = '${ROLE}'::regrole LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', found.nspname);
    END LOOP;
    FOR found IN SELECT nspname FROM pg_namespace WHERE nspname = 'event_store' AND nspowner <> '${LOG}'::regrole LOOP
      EXECUTE format('ALTER SCHEMA %I OWNER TO ${LOG}', found.nspname);
    END LOOP;
    FOR found IN
      SELECT c.oid::regclass AS name, CASE nspname WHEN 'event_store' THEN '${LOG}' ELSE '${APP}' END AS owner
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname IN ('public', 'event_store') AND relkind IN ('r', 'p', 'v', 'm') AND relowner = '${ROLE}'::regrole
    LOOP
      EXECUTE format('ALTER TABLE %s OWNER TO %I', found.name, found.owner);
    END LOOP;
  END $$`);
};
