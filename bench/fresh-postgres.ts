import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@ledgarr/event-store-node/bench/measure';
import { startPostgres } from '../src/embedded/postgres/start-postgres.js';

/** Starts a PostgreSQL with nothing in it, as the app has it embedded; `stop` removes it. */
export const freshPostgres = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgarr-bench-'));
  await chmod(folder, 0o755); // PostgreSQL refuses to run as root, and must get there as somebody else
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: silent });
  const stop = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: postgres.url, stop };
};

/** @param work is given the server's URL; the server goes when it is done */
export const onFreshPostgres = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const postgres = await freshPostgres();
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
};
