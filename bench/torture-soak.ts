import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLedgarr } from '../test/support/ledgarr-process.js';
import { startNode } from '@ledgarr/event-store-node/node';
import { CountingGateway } from '../test/support/counting-gateway.js';
import { soak } from '../test/support/soak.js';
import { freshPostgres } from './fresh-postgres.js';

/**
 * Probes the service and asks it in vain, so many times each, and prints what it holds before and after.
 * @returns how many calls to the event store were left open
 */
export const tortureSoak = async (probes: number, refusals: number): Promise<number> => {
  const [postgres, dataDir] = [await freshPostgres(), await mkdtemp(join(tmpdir(), 'ledgarr-soak-'))];
  const node = await startNode({ databaseUrl: postgres.url });
  const gateway = await CountingGateway.before(node.connectionString);
  const settings = {
    DATABASE_URL: postgres.url,
    EVENTSTORE_URL: gateway.url,
    LEDGARR_BUILTIN_CLIENT: 'off',
    LEDGARR_LOG_LEVEL: 'error',
  };
  const app = await startLedgarr(dataDir, settings);
  try {
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    const key = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    const began = performance.now();
    const { before, after, answers } = await soak({ ...app, key, gateway }, probes, refusals);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`soak, ${probes} probes and ${refusals} refused requests in ${seconds} s: ${JSON.stringify(answers)}`);
    console.log(`before ${JSON.stringify(before)}\nafter  ${JSON.stringify(after)}`);
    return Math.max(0, after.openCalls - before.openCalls);
  } finally {
    await app.stop();
    gateway.close();
    await node.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
