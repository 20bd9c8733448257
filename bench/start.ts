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
    // Idle is what it is after the start's own work, and when the pools have let go of what it took.
    await setTimeout(15_000);
    const memory = await memoryOf(second.pid, folder);
    await second.stop();
    const sum = (of: 'pss' | 'rss') => memory.reduce((total, each) => total + each[of], 0);
    return [
      { name: 'cold start until ready', value: cold, unit: 's', goal: '≤ 15' },
      { name: 'warm start until ready', value: warm, unit: 's', goal: '≤ 1.2' },
      { name: 'idle memory, all processes (PSS)', value: sum('pss'), unit: 'MB', goal: '≤ 190' },
      { name: 'the same, counting shared pages in each (RSS)', value: sum('rss'), unit: 'MB' },
      ...memory.map(({ name, pss }) => ({ name: `  ${name}`, value: pss, unit: 'MB' })),
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

type Memory = { name: string; pss: number; rss: number };

/** Of the server, its children, and the PostgreSQL of the folder, which has no parent; those of one name together. In MB. */
async function memoryOf(pid: number, folder: string): Promise<Memory[]> {
  const roots = [pid, await postmasterOf(folder)];
  const parents = await parentsOfAll();
  const family = (one: number): number[] => [
    one,
    ...[...parents].filter(([, of]) => of === one).flatMap(([each]) => family(each)),
  ];
  const byName = new Map<string, Memory & { count: number }>();
  for (const one of new Set(roots.flatMap(family))) {
    const [name, rollup] = [await nameOf(one, pid), await readFile(`/proc/${one}/smaps_rollup`, 'utf8')];
    const field = (of: string) => Number(new RegExp(`^${of}: +(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) / 1_024;
    const { pss, rss, count } = byName.get(name) ?? { pss: 0, rss: 0, count: 0 };
    byName.set(name, { name, pss: pss + field('Pss'), rss: rss + field('Rss'), count: count + 1 });
  }
  return [...byName.values()].map(({ count, name, ...memory }) => ({ name: count === 1 ? name : `${name} (${count})`, ...memory })); // prettier-ignore
}

/** `the app`, `aria2c`, `postgres: ledgarr_app`: what the process calls itself. */
async function nameOf(pid: number, app: number): Promise<string> {
  if (pid === app) return 'the app';
  const [command = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  if (command.startsWith('postgres: ')) return command.split(' ').slice(0, 2).join(' ');
  return command.endsWith('node') ? 'the event-store node' : command.split('/').at(-1)!;
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
