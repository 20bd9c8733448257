import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';

export type FreshDatabase = { url: string; drop(): Promise<void> };

/** Makers of the template wait for each other: any number that nothing else locks. */
const TEMPLATE_LOCK = 7_303_014_101;

/**
 * A database of one's own on the server of this run of jest, with the tables that the migrations make, empty;
 * `migrated: false` for one without any. `drop` also ends the connections that are still open.
 */
export const freshDatabase = async ({ migrated = true } = {}): Promise<FreshDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = migrated ? await migratedTemplate() : 'template0';
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`));
  const drop = async () => {
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: urlOf(name), drop };
};

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

const adminUrl = (): string => {
  const url = process.env.LEDGARR_TEST_POSTGRES_URL;
  if (!url) throw new Error('LEDGARR_TEST_POSTGRES_URL is not set: this jest project needs globalSetup');
  return url;
};

const urlOf = (database: string): string => {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
};

const asAdmin = async (work: (admin: pg.Client) => Promise<unknown>): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};
