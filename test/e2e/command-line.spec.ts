import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { tempFolder, until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { DIST, run } from '../support/command-line.js';

const SAMPLE = fileURLToPath(new URL('../integration/fixtures/mydia/sample.db', import.meta.url));

describe('the command line, beside a running server', () => {
  let app: Ledgarr;
  let database: pg.Client;
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' });
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    const silent = { id: 'silent', type: 'aria2', url: 'http://127.0.0.1:1/jsonrpc' };
    expect((await app.api.call('POST', '/clients', silent)).status).toBe(201);
    for (const digit of ['1', '2', '3']) {
      const release = { magnet: `magnet:?xt=urn:btih:${digit.repeat(40)}&dn=Release.${digit}` };
      expect((await app.api.call('POST', '/downloads', { release })).status).toBe(201);
    }
  });
  afterAll(async () => {
    await database?.end();
    await app?.remove();
  });
  const cli = (...args: string[]) =>
    run('cli.js', args, { LEDGARR_DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, app.dataDir);
  const titles = async () => (await app.api.queue()).map(({ title }) => title).sort();

  it('lists the projections', async () => {
    const { code, out } = await cli('projections', 'list', '--json');
    expect(code).toBe(0);
    const statuses = JSON.parse(out) as { name: string }[];
    expect(statuses).toMatchObject([
      { name: 'downloads', state: 'running', lagEvents: 0, parked: 0, rebuild: null },
      { name: 'history', state: 'running', lagEvents: 0, parked: 0, rebuild: null },
      { name: 'finished', state: 'running', lagEvents: 0, parked: 0, rebuild: null },
    ]);
    expect((await cli('projections', 'list')).out).toMatch(/^NAME +VERSION +STATE[^]*downloads +\d+ +running/);
  });

  it('says by a dry run that the tables are what the log says', async () => {
    const { code, out } = await cli('projections', 'rebuild', '--dry-run');
    expect([code, out]).toEqual([0, expect.stringMatching(/^downloads: as the log says[^]*history: as the log says/)]);
  });

  it('finds what was tampered with, changes nothing, and puts it right when asked to', async () => {
    await database.query(`UPDATE downloads SET title = 'tampered' WHERE title = 'Release.1'`);
    await database.query(`DELETE FROM downloads WHERE title = 'Release.2'`);
    const { code, out } = await cli('projections', 'rebuild', 'downloads', '--dry-run', '--json');
    expect(code).toBe(3);
    const [result] = JSON.parse(out) as { differences: unknown[] }[];
    expect(result!.differences[0]).toMatchObject({ table: 'downloads', missing: 1, unexpected: 0, different: 1 });
    expect(await titles()).toEqual(['Release.3', 'tampered']);

    expect((await cli('projections', 'rebuild')).code).toBe(0);
    expect(await titles()).toEqual(['Release.1', 'Release.2', 'Release.3']);
    expect((await cli('projections', 'rebuild', '--dry-run')).code).toBe(0);
  });

  it('refuses a projection that there is not', async () => {
    const { code, err } = await cli('projections', 'rebuild', 'nothing');
    expect([code, err]).toEqual([1, expect.stringContaining('there is no projection nothing')]);
  });

  it('tells how to reach the database', async () =>
    expect(await cli('database-url')).toMatchObject({ code: 0, out: `${app.databaseUrl}\n` }));

  it('imports from Mydia, first dry', async () => {
    const before = (await app.api.call('GET', '/history')).body['total'];
    const dry = await cli('import', 'mydia', '--database', SAMPLE, '--dry-run');
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('17 attempts')]);
    expect((await app.api.call('GET', '/history')).body['total']).toBe(before);

    const { code, out } = await cli('import', 'mydia', '--database', SAMPLE, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ attempts: 17, added: 17, outcomes: { active: 8 } });
    await until('the queue shows it', async () =>
      (await titles()).some((title) => title.startsWith('The.Quiet.Harbour')),
    );
    expect((await app.api.call('GET', '/clients')).status).toBe(200);
  });

  it('says what is no Mydia database', async () => {
    const { code, err } = await cli('import', 'mydia', '--database', fileURLToPath(import.meta.url));
    expect(code).toBe(1);
    expect(err).toMatch(/Mydia|SQLite/);
  });

  it('exports the log', async () => {
    const file = join(app.dataDir, 'log.jsonl');
    const { code, out } = await cli('events', 'export', file, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { written: expect.any(Number), count: expect.any(Number), checksum: expect.any(String) },
    ]);
  });
});

describe('the command line, alone', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends what it has started when it is interrupted by %s', async (signal, code) => {
    const folder = await tempFolder('interrupted');
    try {
      const env = { PATH: process.env['PATH'], LEDGARR_DATA_DIR: folder.path };
      const child = spawn(process.execPath, [join(DIST, 'cli.js'), 'import', 'mydia', '--database', SAMPLE], { cwd: folder.path, env }); // prettier-ignore
      const ended = once(child, 'close');
      const lockFile = join(folder.path, 'postgres', 'cluster', 'postmaster.pid');
      const pid = await until('its PostgreSQL runs', async () => {
        const text = await readFile(lockFile, 'utf8').catch(() => '');
        return text.includes('ready') && Number(text.split('\n')[0]);
      });
      child.kill(signal);
      expect((await ended)[0]).toBe(code);
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    } finally {
      await folder.remove();
    }
  });
});

describe('mistakes in the settings', () => {
  it('stop the start, and every one is named', async () => {
    const folder = await tempFolder('settings');
    const settings = { LEDGARR_PORT: '99999999', DATABASE_URL: 'mysql://x', LEDGARR_DTA_DIR: 'x' };
    const { code, err } = await run('main.js', [], settings, folder.path);
    expect(code).toBe(1);
    for (const name of Object.keys(settings)) expect(err).toContain(name);
    await folder.remove();
  });
});
