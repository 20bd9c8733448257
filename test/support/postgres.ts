import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  asAdmin,
  type FreshDatabase,
  freshDatabase as databaseOf,
  urlOf,
} from '../../packages/event-store-node/test/support/databases.js';
import { migrate } from '../../src/database/migrate.js';

export { type FreshDatabase } from '../../packages/event-store-node/test/support/databases.js';

/** Makers of the template wait for each other: any number that nothing else locks. */
const TEMPLATE_LOCK = 7_303_014_101;

/** A database of one's own with the tables that the migrations make, empty; `migrated: false` for one without any. */
export const freshDatabase = async ({ migrated = true } = {}): Promise<FreshDatabase> =>
  databaseOf(migrated ? await migratedTemplate() : undefined);

let template: Promise<string> | undefined;
const migratedTemplate = (): Promise<string> => (template ??= makeTemplate());

const makeTemplate = async (): Promise<string> => {
  const name = `template_${await migrationsDigest()}`;
  await asAdmin(async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    // Under another name until it is whole, so that a killed maker leaves no half template.
    await admin.query(`DROP DATABASE IF EXISTS ${name}_new WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}_new TEMPLATE template0`);
    await migrate(urlOf(`${name}_new`));
    await admin.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  });
  return name;
};

/** A server that outlives the run, one's own, must not serve the tables of yesterday. */
const migrationsDigest = async (): Promise<string> => {
  const folder = path.resolve('migrations');
  const digest = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) digest.update(await readFile(path.join(folder, file)));
  return digest.digest('hex').slice(0, 16);
};
