import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { migrate } from '../../src/database/migrate.js';
import { downloads } from '../../src/downloads/projections/downloads.js';
import { startNode } from '@ledgarr/event-store-node/node';
import { EsdbEventLog } from '../../src/event-store/esdb-event-log.js';
import { ROLE } from '../../src/embedded/postgres/cluster.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/embedded/postgres/start-postgres.js';
import { openProcessorSession } from '../../src/event-processing/processor/processor-session.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { readFile } from 'node:fs/promises';

const log = pino({ level: 'silent' });

describe('the roles of the embedded PostgreSQL', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  const open: pg.Client[] = [];
  const connect = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    open.push(client);
    return client;
  };
  const asSuperuser = async () => {
    const url = new URL(postgres.url);
    url.username = ROLE;
    url.password = (await readFile(path.join(dataDir, 'postgres-password'), 'utf8')).trim();
    return connect(url.href);
  };
  /** A node that makes its log. */
  const withLog = async (url: string) => {
    const node = await startNode({ databaseUrl: url });
    const events = new EsdbEventLog(node.connectionString);
    const close = async () => {
      await events.close();
      await node.close();
    };
    return { events, close };
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'ledgarr-roles-'));
    await chmod(dataDir, 0o755);
    postgres = await startPostgres({ dataDir, log });
  });
  afterEach(async () => {
    for (const client of open.splice(0)) await client.end();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const refused = { code: '42501' };

  it('let the node alone write the log, the projections their tables alone, and the app read all', async () => {
    await migrate(postgres.url);
    const { close } = await withLog(postgres.logUrl);
    await close();
    const app = await connect(postgres.url);
    expect((await app.query('SELECT usesuper FROM pg_user WHERE usename = current_user')).rows).toEqual([
      { usesuper: false },
    ]);
    expect((await app.query('SELECT FROM event_store.events')).rowCount).toBeGreaterThan(0);
    await expect(app.query('DELETE FROM event_store.events')).rejects.toMatchObject(refused);
    await expect(app.query('DROP SCHEMA event_store CASCADE')).rejects.toMatchObject(refused);

    const projections = await openProcessorSession({ connectionString: postgres.url }, 'test', ['downloads'], () => {});
    open.push(projections);
    await projections.query('DELETE FROM downloads');
    for (const statement of [
      'DELETE FROM event_store.events',
      'SELECT * FROM event_store.events',
      'DELETE FROM download_clients',
      'DELETE FROM release_sources',
    ]) {
      await expect(projections.query(statement)).rejects.toMatchObject(refused);
    }
    const node = await connect(postgres.logUrl);
    await expect(node.query('SELECT * FROM downloads')).rejects.toMatchObject(refused);
  });

  it('let a projection be asked for that nobody has run yet', async () => {
    await migrate(postgres.url);
    const { events, close } = await withLog(postgres.logUrl);
    const projector = new Projector({ databaseUrl: postgres.url, log: events, projections: [downloads], logger: log });
    expect(await projector.status('downloads')).toMatchObject({ name: 'downloads', state: 'idle', parked: 0 });
    await projector.stop();
    await close();
  });

  it('take over what an older version had made as the superuser, and the projections go on and are rebuilt', async () => {
    const superuser = await asSuperuser();
    await migrate(superuserUrl(superuser));
    const older = await withLog(superuserUrl(superuser));
    await older.close();
    await superuser.query(`CREATE SCHEMA rebuild_downloads; CREATE TABLE rebuild_downloads.downloads (id int)`);
    await superuser.end();
    open.splice(open.indexOf(superuser), 1);
    await postgres.stop();
    postgres = await startPostgres({ dataDir, log });
    expect(await migrate(postgres.url)).toEqual([]);

    const { events, close } = await withLog(postgres.logUrl);
    const projector = new Projector({ databaseUrl: postgres.url, log: events, projections: [downloads], logger: log });
    try {
      projector.start();
      const result = await projector.rebuild('downloads');
      expect(result.events).toBe(0);
      expect(await projector.parked('downloads').list()).toEqual([]);
      const owners = await (
        await connect(postgres.url)
      ).query(
        `SELECT schemaname AS schema, tablename AS name, tableowner AS owner FROM pg_tables
          WHERE tablename IN ('downloads', 'projections', 'download_clients', 'events') ORDER BY tablename`,
      );
      expect(owners.rows).toEqual([
        { schema: 'public', name: 'download_clients', owner: 'ledgarr_app' },
        { schema: 'public', name: 'downloads', owner: 'ledgarr_projections' },
        { schema: 'event_store', name: 'events', owner: 'ledgarr_log' },
        { schema: 'public', name: 'projections', owner: 'ledgarr_projections' },
      ]);
    } finally {
      await projector.stop();
      await close();
    }
  });
});

const superuserUrl = (client: pg.Client): string =>
  `postgresql://${client.user}:${encodeURIComponent(client.password as string)}@localhost/${client.database}?host=${encodeURIComponent(client.host)}`;
