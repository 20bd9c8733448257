import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from '../support/api.js';
import { freePort, tempFolder, until } from '../support/daemons/process.js';

const DIST = fileURLToPath(new URL('../../dist/src/', import.meta.url));

/** A program of the built app, which ends with the test at the latest. */
type Started = {
  readonly pid: number;
  readonly said: { out: string; err: string };
  readonly ended: Promise<number | null>;
  /** Resolves with the address; undefined when it ends before it has one. */
  readonly url: Promise<string | undefined>;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

describe('the first start on a data folder', () => {
  let folder: { path: string; remove(): Promise<void> };
  const all: Started[] = [];
  beforeEach(async () => {
    folder = await tempFolder('first-start');
  });
  afterEach(async () => {
    for (const each of all.splice(0)) await each.stop();
    await folder.remove();
  });

  /** With its own PostgreSQL and event store, as on a fresh machine. */
  const start = (program = ['main.js'], settings: Record<string, string> = {}): Started => {
    const env = { PATH: process.env['PATH'], LEDGARR_DATA_DIR: folder.path, LEDGARR_PORT: '0', LEDGARR_BUILTIN_CLIENT: 'off', ...settings }; // prettier-ignore
    const [file, ...args] = program;
    const child = spawn(process.execPath, [join(DIST, file!), ...args], { cwd: folder.path, env });
    const atExit = () => child.kill('SIGKILL');
    process.once('exit', atExit);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk) => (said.err += String(chunk)));
    const ended = once(child, 'close').then(
      ([code]) => (process.removeListener('exit', atExit), code as number | null),
    );
    const address = () => /runs on (http:\S+)/.exec(said.out)?.[1];
    const url = new Promise<string | undefined>((resolve) => {
      child.stdout.on('data', () => address() && resolve(address()));
      void ended.then(() => resolve(address()));
    });
    const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    };
    const started = { pid: child.pid!, said, ended, url, stop };
    all.push(started);
    return started;
  };
  const api = async (url: string) => new Api(url, (await readFile(join(folder.path, 'api-key'), 'utf8')).trim());
  const isWell = async (started: Started) => {
    const url = await started.url;
    if (url === undefined) throw new Error(started.said.err);
    const release = { magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}` };
    const answer = await (await api(url)).call('POST', '/downloads/', { release, client: 'none' });
    return [400, 404, 422].includes(answer.status) && (await api(url)).queue();
  };
  const inFolder = (...names: string[]) => join(folder.path, ...names);

  it.each([1, 2])('is made by one of two that begin at once, and the other says who it is (%d)', async () => {
    const two = [start(), start()];
    const urls = await Promise.all(two.map(({ url }) => url));
    const running = two[urls.findIndex((url) => url !== undefined)]!;
    const refused = two[urls.findIndex((url) => url === undefined)]!;
    expect(urls.filter((url) => url !== undefined)).toHaveLength(1);
    expect(await refused.ended).toBe(1);
    expect(refused.said.err).toMatch(new RegExp(`^Ledgarr (runs|is starting) on ${folder.path} already: process ${running.pid}, on http://127.0.0.1:\\d+\\.?\n$`)); // prettier-ignore
    expect(await isWell(running)).toEqual([]);
  }); // prettier-ignore

  it('goes on where a command was the first: the server waits for its end', async () => {
    const command = start(['cli.js', 'migrate']);
    await until('it has begun', async () => (await readdir(folder.path)).length > 0);
    const server = start();
    expect(await command.ended).toBe(0);
    expect(await isWell(server)).toEqual([]);
  });

  it('is waited for by a command, which then uses its parts', async () => {
    const server = start();
    await until('it has begun', async () => (await readdir(folder.path)).length > 0);
    const command = start(['cli.js', 'projections', 'list', '--json']);
    expect([await command.ended, command.said.err]).toEqual([0, expect.not.stringContaining('rror')]);
    expect((JSON.parse(command.said.out) as { name: string }[]).map(({ name }) => name)).toEqual([
      'downloads',
      'history',
      'finished',
    ]);
    expect(await isWell(server)).toEqual([]);
  });

  it('lets two commands alone take turns', async () => {
    const two = [start(['cli.js', 'projections', 'list', '--json']), start(['cli.js', 'migrate'])];
    expect(await Promise.all(two.map(({ ended }) => ended))).toEqual([0, 0]);
  });

  it.each([20, 200, 500])('is begun anew when it was killed %d ms after initdb had begun', async (ms) => {
    const killed = start();
    const postgres = await until('initdb has begun', async () =>
      (await readdir(inFolder('postgres'))).some((name) => name.startsWith('cluster')),
    );
    expect(postgres).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await killed.stop('SIGKILL');
    expect(await isWell(start())).toEqual([]);
    expect((await readdir(inFolder('postgres'))).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  }); // prettier-ignore

  it('is begun anew over a cluster that was never whole', async () => {
    const first = start();
    await first.url;
    await first.stop();
    await rm(inFolder('postgres', 'cluster', 'global', 'pg_control'));
    for (const name of await readdir(inFolder('postgres', 'cluster', 'base'))) {
      if (Number(name) >= 16_384) await rm(inFolder('postgres', 'cluster', 'base', name), { recursive: true });
    }
    expect(await isWell(start())).toEqual([]);
  });

  it.each([
    ['empty', '', ''],
    ['torn', '{"pid":1,"url":"http://127.0', 'abcdef'],
    ['full of zeros', '\0'.repeat(64), '\0'.repeat(48)],
  ])('is followed by others although the files of state are %s', async (_, running, other) => {
    const first = start();
    expect(await isWell(first)).toEqual([]);
    await first.stop();
    const files = ['running.json', 'api-key', 'postgres-password'];
    for (const name of files)
      await writeFile(inFolder(name), name === 'running.json' ? running : other, { mode: 0o600 });
    expect(await isWell(start())).toEqual([]);
    for (const name of files) expect((await stat(inFolder(name))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(inFolder('running.json'), 'utf8'))).toMatchObject({ url: await all.at(-1)!.url });
    expect(await readFile(inFolder('api-key'), 'utf8')).toMatch(/^[0-9a-f]{48}\n$/);
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('keeps an API key that somebody has chosen', async () => {
    await writeFile(inFolder('api-key'), 'chosen by hand\n', { mode: 0o600 });
    const server = start();
    await server.url;
    expect(await readFile(inFolder('api-key'), 'utf8')).toBe('chosen by hand\n');
  });

  it('finds a port that is taken before anything is started, and says so in one sentence', async () => {
    const taken = createServer().listen(await freePort(), '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const server = start(['main.js'], { LEDGARR_PORT: String(port) });
    expect(await server.ended).toBe(1);
    expect(server.said).toEqual({
      out: '',
      err: `Port ${port} on 127.0.0.1 is taken by another program: end that one, or set LEDGARR_PORT to another port.\n`,
    });
    expect(await readdir(folder.path)).toEqual([]);
    taken.close();
  });
});
