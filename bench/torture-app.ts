import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type LedgarrProcess, startLedgarr } from '../test/support/ledgarr-process.js';
import { doubled } from '../test/support/requests.js';
import { AppWriters, type Served } from './torture-app-writers.js';
import { keptOf } from './torture-app-kept.js';

const WRITERS = 16;
const REPORT_EVERY = 5;

/**
 * Kills the service with SIGKILL so many times, at random moments while 16 writers ask for releases of few episodes and cancel some,
 * each repeating with its Idempotency-Key what it got no answer to. Then compares what was answered with what is there.
 * @param databaseUrl of an empty database
 * @returns how many promises were broken
 */
export const tortureApp = async (databaseUrl: string, kills: number): Promise<number> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledgarr-torture-'));
  const settings = { DATABASE_URL: databaseUrl, LEDGARR_BUILTIN_CLIENT: 'off', LEDGARR_LOG_LEVEL: 'silent' };
  const start = () => startLedgarr(dataDir, { ...settings, LEDGARR_CLAIM_GRACE_MS: '300' });
  const served: Served = { app: await start() };
  try {
    // Nobody is there: what is begun stays active until it is cancelled.
    await served.app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    const writers = new AppWriters(served, WRITERS);
    const writing = writers.write();
    await Promise.race([killAgainAndAgain(served, start, writers, kills), writing]);
    writers.stop();
    await writing;
    return await report(served, writers);
  } finally {
    await served.app.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const killAgainAndAgain = async (
  served: Served,
  start: () => Promise<LedgarrProcess>,
  writers: AppWriters,
  kills: number,
): Promise<void> => {
  const began = performance.now();
  for (let kill = 1; kill <= kills; kill++) {
    // Some come within the first requests after a start, most of them in the midst of many.
    const enough = writers.answered + (Math.random() < 0.2 ? 0 : Math.random() * 400);
    while (writers.answered < enough) await pause(5);
    await pause(Math.random() * 50);
    await served.app.kill();
    served.app = await start();
    if (kill % REPORT_EVERY > 0) continue;
    const seconds = ((performance.now() - began) / 1_000).toFixed(0);
    console.log(`${kill} of ${kills} kills, ${writers.answered} answers, ${seconds} s`);
  }
};

const report = async ({ app }: Served, { begun, ended, refused, repeated }: AppWriters): Promise<number> => {
  const { queue, initiated, events, differences } = await keptOf(app);
  const active = new Set(queue.map(({ id }) => id));
  const broken = {
    lost: [...begun].filter((id) => !ended.has(id) && !active.has(id)),
    'lost from the history': [...begun].filter((id) => !initiated.includes(id)),
    'raised from the dead': [...ended].filter((id) => active.has(id)),
    'answered to nobody': [...active].filter((id) => !begun.has(id)),
    doubled: doubled(queue),
    'begun twice': initiated.filter((id, i) => initiated.indexOf(id) !== i),
    'written twice': events.filter((id, i) => events.indexOf(id) !== i),
    'other than the log says': differences,
  };
  console.log(
    `${begun.size} acknowledged, ${ended.size} of them cancelled, ${refused} refused, ${repeated} requests repeated; ` +
      `${queue.length} active, ${initiated.length} begun, ${events.length} events`,
  );
  const counts = Object.entries(broken).map(
    ([what, all]) => `${what} ${all.length}${all.length > 0 ? `: ${all.slice(0, 3).join(', ')}` : ''}`,
  );
  console.log(counts.join('\n'));
  return Object.values(broken).reduce((sum, all) => sum + all.length, 0);
};
