import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type LedgarrProcess, startLedgarr } from '../test/support/ledgarr-process.js';
import { type Measure } from '@ledgarr/event-store-node/bench/measure';

const MAIN = new URL('../src/main.js', import.meta.url).pathname;

/** A fresh data folder, then the same again: how long until `/health/ready` says so, and what all processes take when idle. */
export async function benchStart(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgarr-bench-'));
  try {
    const [cold, first] = await timed(folder);
    await first.stop();
    const [warm, second] = await timed(folder);
    // Idle is what it is after the start's own work.
    await setTimeout(5_000);
    const memory = await memoryOf(second.pid, folder);
    await second.stop();
    return [
      { name: 'cold start until ready', value: cold, unit: 's', goal: '≤ 15' },
      { name: 'warm start until ready', value: warm, unit: 's', goal: '≤ 5' },
      { name: 'idle memory, all processes (PSS)', value: memory.pss, unit: 'MB', goal: '< 400' },
      { name: 'the same, counting shared pages in each (RSS)', value: memory.rss, unit: 'MB', goal: '< 400' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(folder: string): Promise<[seconds: number, LedgarrProcess]> {
  const start = performance.now();
  const ledgarr = await startLedgarr(folder, { LEDGARR_LOG_LEVEL: 'error' }, MAIN);
  const key = (await readFile(join(folder, 'api-key'), 'utf8')).trim();
  while (!(await fetch(`${ledgarr.url}/health/ready`, { headers: { 'X-Api-Key': key } })).ok) await setTimeout(20);
  return [(performance.now() - start) / 1_000, ledgarr];
}

/** Of the server, its children, and the PostgreSQL of the folder, which has no parent. In MB. */
async function memoryOf(pid: number, folder: string): Promise<{ pss: number; rss: number }> {
  const roots = [pid, await postmasterOf(folder)];
  const parents = await parentsOfAll();
  const family = (one: number): number[] => [
    one,
    ...[...parents].filter(([, of]) => of === one).flatMap(([each]) => family(each)),
  ];
  const rollups = await Promise.all(
    roots.flatMap(family).map((each) => readFile(`/proc/${each}/smaps_rollup`, 'utf8')),
  );
  const sum = (field: string) =>
    rollups.reduce((total, text) => total + Number(new RegExp(`^${field}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0), 0) /
    1_024;
  return { pss: sum('Pss'), rss: sum('Rss') };
}

async function postmasterOf(folder: string): Promise<number> {
  const files = await readdir(join(folder, 'postgres'), { recursive: true });
  const name = files.find((file) => file.endsWith('postmaster.pid'));
  return Number((await readFile(join(folder, 'postgres', name!), 'utf8')).split('\n')[0]);
}

async function parentsOfAll(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const pairs = await Promise.all(
    pids.map(async (pid) => {
      // A process may have ended since it was listed.
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return [Number(pid), Number(/\) \S (\d+)/.exec(stat)?.[1] ?? 0)] as const;
    }),
  );
  return new Map(pairs);
}
