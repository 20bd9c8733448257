import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { pino } from 'pino';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { type EmbeddedPostgres, startPostgres } from '../../src/embedded/postgres/start-postgres.js';

const log = pino({ level: 'silent' });
const asRoot = process.getuid?.() === 0 ? it : it.skip;

let dataDir: string;
const started: EmbeddedPostgres[] = [];
const apps: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'ledgarr-pg-'));
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  for (const app of apps.splice(0)) await kill(app);
  for (const postgres of started.splice(0)) await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (folder = dataDir): Promise<EmbeddedPostgres> => {
  const postgres = await startPostgres({ dataDir: folder, log });
  started.push(postgres);
  return postgres;
};

/** Another process that starts the server and then does nothing. Needs the built app. */
const startApp = async (): Promise<{ app: ChildProcess; url: string; pid: number }> => {
  const module = path.resolve('dist/src/embedded/postgres/start-postgres.js');
  const script = `
    import { startPostgres } from ${JSON.stringify(module)};
    const log = { info() {}, warn() {}, error() {} };
    const { url, pid } = await startPostgres({ dataDir: process.argv[1], log });
    console.log(JSON.stringify({ url, pid }));
    setInterval(() => {}, 1000);`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  apps.push(app);
  const lines = createInterface({ input: app.stdout as NodeJS.ReadableStream });
  const [line] = (await once(lines, 'line')) as [string];
  return { app, ...(JSON.parse(line) as { url: string; pid: number }) };
};

const kill = async (app: ChildProcess): Promise<void> => {
  if (app.exitCode !== null || app.signalCode !== null) return;
  app.kill('SIGKILL');
  await once(app, 'exit');
};

const query = async <T extends object>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
};

const eventually = async <T>(look: () => Promise<T>): Promise<T> => {
  for (;;) {
    const found = await look().then(
      (value) => ({ value }),
      () => null, // not yet: jest's own limit ends the wait
    );
    if (found) return found.value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const write = (url: string) => query(url, `CREATE TABLE kept AS SELECT 42 AS answer`);
const read = (url: string) => query(url, 'SELECT answer FROM kept');
const answer = [{ answer: 42 }];

describe('the embedded PostgreSQL', () => {
  it('keeps its data from one start to the next, and leaves no process', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    await write(first.url);
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await read(second.url)).toEqual(answer);
  });

  it('is reached by TypeORM and its migrations with the same URL', async () => {
    const { url } = await start();
    await migrate(url);
    const dataSource = await createDataSource(url).initialize();
    expect(await dataSource.query('SELECT count(*) AS rows, 1::numeric AS position FROM downloads')).toEqual([
      { rows: 0, position: '1' },
    ]);
    await dataSource.destroy();
  });

  it('asks for its password, which only its owner can read', async () => {
    const { url } = await start();
    expect((await stat(path.join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await readdir(path.join(dataDir, 'postgres'))).not.toContain('initial-password');
  });

  it('listens on a port of 127.0.0.1 where the path of a socket would be too long', async () => {
    const { url } = await start(path.join(dataDir, 'x'.repeat(100)));
    expect(url).toMatch(/@127\.0\.0\.1:\d+\/ledgarr$/);
    expect(await query(url, 'SELECT 42 AS answer')).toEqual(answer);
  });
});

describe('after a kill', () => {
  it('of the app, the next start adopts the server that still runs', async () => {
    const { app, url, pid } = await startApp();
    await write(url);
    await kill(app);
    expect(isRunning(pid)).toBe(true);
    const next = await start();
    expect(next).toMatchObject({ adopted: true, pid, url });
    expect(await read(next.url)).toEqual(answer);
    await next.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it('of both, the next start recovers what was committed', async () => {
    const { app, url, pid } = await startApp();
    await write(url);
    await kill(app);
    process.kill(pid, 'SIGKILL');
    const next = await start();
    expect(next.adopted).toBe(false);
    expect(await read(next.url)).toEqual(answer);
  });

  it('of the server alone, it comes up again at the same address', async () => {
    const postgres = await start();
    const { pid } = postgres;
    await write(postgres.url);
    process.kill(pid, 'SIGKILL');
    expect(await eventually(() => read(postgres.url))).toEqual(answer);
    expect(await eventually(() => (postgres.pid === pid ? Promise.reject() : Promise.resolve(postgres.pid)))).not.toBe(
      pid,
    );
  });

  it('in the middle of the first initialisation, the next start begins anew', async () => {
    await mkdir(path.join(dataDir, 'postgres', 'cluster.new'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres', 'cluster.new', 'PG_VERSION'), '18');
    expect(await query((await start()).url, 'SELECT 42 AS answer')).toEqual(answer);
  });
});

describe('a password file that is gone, torn or not that of the cluster', () => {
  it.each([null, '', '\0\0\0', 'another'])('is made anew, with the data as it was: %j', async (content) => {
    const { url, stop } = await start();
    await write(url);
    await stop();
    const file = path.join(dataDir, 'postgres-password');
    await (content === null ? rm(file) : writeFile(file, content));
    const next = await start();
    expect(await read(next.url)).toEqual(answer);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is made anew too where the server outlived its app', async () => {
    const { app, url } = await startApp();
    await write(url);
    await kill(app);
    await writeFile(path.join(dataDir, 'postgres-password'), '');
    expect(await read((await start()).url)).toEqual(answer);
  });
});

describe('two processes on one data dir', () => {
  it('make it once when they are the first and begin together', async () => {
    const [one, two] = await Promise.all([startApp(), startApp()]);
    expect(one.pid).toBe(two.pid);
    await write(one.url);
    expect(await read(two.url)).toEqual(answer);
    for (const { app } of [one, two]) await kill(app);
    await start();
  });

  it('share the server, which the second leaves running for the first', async () => {
    const { pid } = await startApp();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, pid });
    await second.stop();
    expect(isRunning(pid)).toBe(true);
    await kill(apps[0] as ChildProcess);
    const third = await start();
    await third.stop();
    expect(isRunning(pid)).toBe(false);
  });
});

describe('what is in the way is named', () => {
  asRoot('a folder that the account of the server may not enter', async () => {
    const home = path.join(dataDir, 'home');
    await mkdir(home, { mode: 0o700 });
    await chmod(dataDir, 0o755);
    await expect(start(path.join(home, 'data'))).rejects.toThrow(new RegExp(`may not enter ${home}, .*DATABASE_URL`));
  });

  it('a data dir that cannot be written', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    await expect(start(path.join(file, 'data'))).rejects.toThrow(/cannot keep its data in .*ENOTDIR/);
  });

  it('a cluster that PostgreSQL refuses, in its own words', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow(/does not start: .*incompatible with server/);
  });
});
