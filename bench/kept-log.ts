import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@ledgarr/event-store-node/bench/measure';
import { writeLog } from '@ledgarr/event-store-node/bench/write-log';
import { superviseNode } from '@ledgarr/event-store-node/supervisor';
import { migrate } from '../src/database/migrate.js';
import { startPostgres } from '../src/embedded/postgres/start-postgres.js';
import { EsdbEventLog } from '../src/event-store/esdb-event-log.js';
import { logOf } from './rebuild-log.js';

/** Raised when the log that is made changes. */
const VERSION = 1;

export type KeptLog = { eventLog: EsdbEventLog; databaseUrl: string };

/** A PostgreSQL and a node with a log of so many downloads, which is kept in a temporary folder for the next run. */
export async function withKeptLog<T>(downloads: number, work: (log: KeptLog) => Promise<T>): Promise<T> {
  const folder = join(tmpdir(), `ledgarr-bench-rebuild-${downloads}-v${VERSION}`);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755); // PostgreSQL refuses to run as root, and must get there as somebody else
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: silent });
  try {
    await migrate(postgres.url);
    if (!existsSync(join(folder, 'whole'))) {
      await writeLog(postgres.logUrl, logOf(downloads));
      await mkdir(join(folder, 'whole'));
    }
    const node = await superviseNode({ databaseUrl: postgres.logUrl, logger: silent });
    const eventLog = new EsdbEventLog(node.connectionString);
    try {
      return await work({ eventLog, databaseUrl: postgres.url });
    } finally {
      await eventLog.close();
      await node.stop();
    }
  } finally {
    await postgres.stop();
  }
}
