import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type FreshDatabase = { url: string; drop(): Promise<void> };

/** A database of one's own on the server of this run of jest, made from a template. `drop` also ends the connections that are still open. */
export const freshDatabase = async (template = 'template0'): Promise<FreshDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`));
  const drop = async () => {
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: urlOf(name), drop };
};

/** @param work on a session of the server's administrator */
export const asAdmin = async (work: (admin: pg.Client) => Promise<unknown>): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};

export const urlOf = (database: string): string => {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
};

const adminUrl = (): string => {
  const url = process.env.LEDGARR_TEST_POSTGRES_URL;
  if (!url) throw new Error('LEDGARR_TEST_POSTGRES_URL is not set: this jest project needs globalSetup');
  return url;
};
