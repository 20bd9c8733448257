import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startLedgarr } from '../test/support/ledgarr-process.js';
import { EsdbEventLog } from '../src/event-store/esdb-event-log.js';
import { helper, type Measure, median, percentile } from '@ledgarr/event-store-node/bench/measure';
import { freshPostgres } from './fresh-postgres.js';
import { writePastAttempts } from './past-attempts.js';

const CONNECTIONS = 16;
const ROUNDS = 3;
const POSTS = 2_000;
const PAST = 10_000;
const SETTINGS = { LEDGARR_BUILTIN_CLIENT: 'off', LEDGARR_LOG_LEVEL: 'silent' };
/** Nobody answers there, so that what is measured is Ledgarr and not a client. */
const CLIENT = { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' };

let asked = 0;
/** A release and a movie that nobody has asked for before. */
function nextBody(): string {
  const hash = createHash('sha1').update(String(asked++)).digest('hex');
  const title = `Movie.Number.${asked}.2010.1080p.BluRay.x264-GROUP`;
  const content = { kind: 'movie', mediaId: `tmdb:${asked}`, title: `Movie Number ${asked}`, year: 2010 };
  return JSON.stringify({ release: { magnet: `magnet:?xt=urn:btih:${hash}&dn=${title}` }, title, content });
}

type Target = { url: string; key: string };

/** @returns answers in a second, and latencies in milliseconds @throws when one is not 201 */
async function load({ url, key }: Target, amount: number) {
  const began = performance.now();
  let answered = began;
  const options = {
    url: `${url}/api/v1/downloads`,
    connections: CONNECTIONS,
    amount,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    requests: [{ setupRequest: (request: autocannon.Request) => ({ ...request, body: nextBody() }) }],
  } as const;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options as never, (error, outcome) => (error ? reject(error) : resolve(outcome)));
    // Its own duration ends with a tick of a second.
    run.on('response', () => (answered = performance.now()));
  });
  const seconds = (answered - began) / 1_000;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return { perSecond: amount / seconds, p50: result.latency.p50, p99: result.latency.p99 };
}

async function throughput(app: Target, plain: Target): Promise<Measure[]> {
  await load(app, 1_000);
  await load(plain, 1_000);
  const rounds: Record<'plain' | 'app', Awaited<ReturnType<typeof load>>>[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ plain: await load(plain, POSTS), app: await load(app, POSTS) });
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  return [
    {
      name: `commands: POST /downloads with content, ${CONNECTIONS} connections`,
      value: of((round) => round.app.perSecond),
      unit: '/s',
      baseline: of((round) => round.plain.perSecond),
      ratio: of((round) => round.app.perSecond / round.plain.perSecond),
      goal: '≥ 400',
    },
    {
      name: `commands: POST /downloads with content, ${CONNECTIONS} connections, p99`,
      value: of((round) => round.app.p99),
      unit: 'ms',
      baseline: of((round) => round.plain.p99),
      ratio: of((round) => round.app.p99 / round.plain.p99),
      goal: '≤ 80',
    },
  ];
}

/** One request after the other for one episode of a series, each download ended again before the next. */
class Series {
  constructor(
    private readonly app: Target,
    private readonly mediaId: string,
  ) {}

  /** @returns milliseconds */
  async post(): Promise<number> {
    const hash = createHash('sha1').update(String(asked++)).digest('hex');
    const content = { kind: 'episodes', mediaId: this.mediaId, season: 1, episodes: [1 + (asked % 100)] };
    const began = performance.now();
    const { id } = await this.call('', { release: { magnet: `magnet:?xt=urn:btih:${hash}` }, content });
    const took = performance.now() - began;
    await this.call(`/${id}/cancel`, { forget: true });
    return took;
  }

  private async call(path: string, body: object): Promise<{ id: string }> {
    const { url, key } = this.app;
    const headers = { 'content-type': 'application/json', 'x-api-key': key };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/api/v1/downloads${path}`, options);
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  }
}

async function costOfThePast(app: Target): Promise<Measure[]> {
  const [few, many] = [new Series(app, 'tvdb:1'), new Series(app, 'tvdb:2')];
  const first = { few: await few.post(), many: await many.post() };
  const took = { few: [] as number[], many: [] as number[] };
  for (let i = 0; i < 300; i++) {
    took.few.push(await few.post());
    took.many.push(await many.post());
  }
  const compared = (name: string, value: number, baseline: number, goal?: string): Measure => {
    return { name: `commands: ${name}`, value, unit: 'ms', baseline, ratio: value / baseline, goal };
  };
  const series = `a series with ${PAST.toLocaleString('en')} past attempts, against one with 1`;
  return [
    compared(`POST /downloads for ${series}, median`, median(took.many), median(took.few), 'ratio ≤ 1.5'),
    compared(`the same, p90`, percentile(took.many, 0.9), percentile(took.few, 0.9)),
    compared(`the same, first request after a start`, first.many, first.few),
  ];
}

/** The app as it is started by users, on an embedded PostgreSQL and an embedded node, in processes of their own. */
export async function benchCommands(): Promise<Measure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ledgarr-bench-commands-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const postgres = await freshPostgres();
    stops.push(() => postgres.stop());
    const server = await startLedgarr(dataDir, { ...SETTINGS, DATABASE_URL: postgres.url });
    stops.push(() => server.stop());
    const plain = await helper(new URL('./plain-insert.js', import.meta.url), postgres.url);
    stops.push(() => Promise.resolve(plain.child.kill()));
    await server.api.call('POST', '/clients', CLIENT);
    const app = { url: server.url, key: (await readFile(join(dataDir, 'api-key'), 'utf8')).trim() };
    const measures = await throughput(app, { url: plain.message, key: 'plain' });
    await pastOf(dataDir);
    return [...measures, ...(await costOfThePast(app))];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Writes into the log of the running app, and waits until its projections have it. */
async function pastOf(dataDir: string): Promise<void> {
  const running = JSON.parse(await readFile(join(dataDir, 'running.json'), 'utf8')) as { eventStoreUrl: string };
  const log = new EsdbEventLog(running.eventStoreUrl);
  try {
    await writePastAttempts(log, CLIENT.id, 'tvdb:1', 1);
    await writePastAttempts(log, CLIENT.id, 'tvdb:2', PAST);
  } finally {
    await log.close();
  }
}
