import { randomUUID } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { type Api } from './api.js';
import { type CountingGateway } from './counting-gateway.js';
import { ask, magnetOf } from './requests.js';

/** What may grow when something is not put back. */
export type Held = { openCalls: number; sockets: number; memoryMb: number };

export type Soaked = {
  before: Held;
  after: Held;
  /** Answers by what was asked and how it was answered, as `404 unknown`. */
  answers: Record<string, number>;
};

export type SoakedApp = { api: Api; url: string; pid: number; key: string; gateway: CountingGateway };

const AT_ONCE = 8;

/** Probes and requests that are refused, one of each by turns, with what the app holds before and after. */
export async function soak(app: SoakedApp, probes: number, refusals: number): Promise<Soaked> {
  await ask(app.api, 'Soaked');
  const answers: Record<string, number> = {};
  // Pools fill and code is compiled before anything is measured.
  await all(app, 4 * AT_ONCE, 4 * AT_ONCE, {});
  const before = await held(app);
  await all(app, probes, refusals, answers);
  return { before, after: await held(app), answers };
}

/** Once nothing is under way any more. */
export async function held({ pid, gateway }: SoakedApp): Promise<Held> {
  let openCalls = gateway.open;
  for (let quiet = 0; quiet < 10; quiet++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (gateway.open !== openCalls) quiet = 0;
    openCalls = gateway.open;
  }
  return { openCalls, sockets: await socketsOf(pid), memoryMb: await memoryOf(pid) };
}

async function all(app: SoakedApp, probes: number, refusals: number, answers: Record<string, number>): Promise<void> {
  const left = { probes, refusals };
  const worker = async () => {
    for (let i = 0; left.probes > 0 || left.refusals > 0; i++) {
      const isProbe = left.refusals === 0 || (left.probes > 0 && i % 2 === 0);
      left[isProbe ? 'probes' : 'refusals'] -= 1;
      const kinds = isProbe ? PROBES : REFUSALS;
      const [name, request] = kinds[Math.floor(i / 2) % kinds.length]!;
      const { status } = await request(app);
      answers[`${status} ${name}`] = (answers[`${status} ${name}`] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

type Request = (app: SoakedApp) => Promise<{ status: number }>;

const PROBES: [string, Request][] = [
  ['ready', ({ url, key }) => read(`${url}/health/ready`, key)],
  ['projections', ({ api }) => api.call('GET', '/projections')],
];
const REFUSALS: [string, Request][] = [
  ['unknown: pause', ({ api }) => api.call('POST', `/downloads/${randomUUID()}/pause`)],
  ['duplicate', ({ api }) => api.call('POST', '/downloads', { release: { magnet: magnetOf('Soaked') } })],
  ['unknown: events', ({ api }) => api.call('GET', `/downloads/${randomUUID()}/events`)],
  ['unknown: retry', ({ api }) => api.call('POST', `/downloads/${randomUUID()}/retry`)],
];

async function read(url: string, key: string): Promise<{ status: number }> {
  const answer = await fetch(url, { headers: { 'X-Api-Key': key } });
  await answer.text();
  return { status: answer.status };
}

async function socketsOf(pid: number): Promise<number> {
  const names = await readdir(`/proc/${pid}/fd`);
  // One may be closed while it is looked at.
  const targets = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return targets.filter((target) => target.startsWith('socket:')).length;
}

async function memoryOf(pid: number): Promise<number> {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}
