import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DIST, run } from '../support/command-line.js';
import { FileServer } from '../support/file-server.js';
import { until } from '../support/daemons/process.js';
import { ledgarrWithAria2, type LedgarrWithAria2 } from '../support/ledgarr-with-aria2.js';

type Named = { id: string };

describe('the command line, over HTTP', () => {
  let parts: LedgarrWithAria2;
  const files = new FileServer();
  beforeAll(async () => {
    [parts] = await Promise.all([ledgarrWithAria2(), files.start()]);
  });
  afterAll(async () => {
    files.close();
    await parts?.remove();
  });
  const cli = (args: string[], input?: string) =>
    run('cli.js', args, { LEDGARR_DATA_DIR: parts.app.dataDir, LEDGARR_PORT: '1' }, parts.app.dataDir, input);
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await cli([...args, '--json'])).out) as T;
  const short = async (...args: string[]) => (await json<Named>(...args)).id.slice(0, 8);

  it('adds a release and shows it until it is complete', async () => {
    const { code, out, err } = await cli(['add', files.file('Whole.mkv'), '--movie', 'tmdb:1', '--watch']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^[0-9a-f]{8} Whole\.mkv: given to aria2\n$/)]);
    expect(err).toMatch(/[0-9a-f]{8} Whole\.mkv: completed, \/.*Whole\.mkv\n$/);
  });

  it('says what is in the way, and exits with 4', async () => {
    const link = files.file('Held.mkv', 'held');
    const id = await short('add', link, '--show', 'tvdb:1', '--season', '1');
    const again = await cli(['add', files.file('Other.mkv'), '--show', 'tvdb:1', '--season', '1', '--episodes', '2']);
    expect(again).toMatchObject({ code: 4, out: '' });
    const joined = await cli(['add', files.file('Other.mkv'), '--show', 'tvdb:1', '--season', '1', '--join']);
    expect(joined).toMatchObject({ code: 0, out: `${id} Held.mkv: joined, in aria2\n` });
    expect(again.err).toMatch(new RegExp(`^It is on its way already\\. ${id} Held\\.mkv \\(.*--force.*\\.\\n$`));
  });

  it('shows the queue, as a table and as JSON', async () => {
    expect((await cli(['queue'])).out).toMatch(/^ID +STATUS +PROGRESS +SPEED +LEFT +SIZE +CLIENT +TITLE\n[0-9a-f]{8} .* aria2 +Held\.mkv\n$/); // prettier-ignore
    expect(await json('queue')).toMatchObject({ total: 1, items: [{ title: 'Held.mkv' }] });
    expect(await cli(['queue', '--text', 'nothing'])).toMatchObject({ code: 0, out: '' });
  });

  it('pauses, resumes, cancels and retries what is named by the beginnings of ids', async () => {
    const [{ id }] = (await json<{ items: [Named] }>('queue')).items;
    const start = id.slice(0, 7);
    const did = async (...args: string[]) => (await cli(args)).out.split(': ')[1];
    await until('its client has it', async () => (await parts.app.api.download(id)).status === 'downloading');
    expect(await did('pause', start)).toBe('paused\n');
    expect(await did('resume', start, id)).toMatch(/^(queued|downloading)\n$/);
    expect(await did('cancel', start)).toMatch(/^left; it goes on for others \(\w+\)\n$/); // the one that has joined
    expect(await did('cancel', start)).toMatch(/^(cancelling|cancelled)\n$/);
    await until('it has ended', async () => (await parts.app.api.download(id)).status === 'cancelled');
    expect(await did('retry', start)).toMatch(/^begun anew as [0-9a-f]{8}\n$/);
    const refused = await cli(['pause', start]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/^[0-9a-f]{8} Held\.mkv: The download has ended\. It can be retried\.\n$/);
  });

  it('refuses what names no download, or is no id', async () => {
    expect(await cli(['show', 'ffffffffffff'])).toMatchObject({ code: 1, err: 'There is no download ffffffffffff.\n' });
    expect((await cli(['show', 'Held'])).err).toMatch(/^Held is no id: .*\n$/);
  });

  it('tells the story of a download and the history of all', async () => {
    const [{ id }] = (await json<{ items: [Named] }>('queue')).items;
    const { out } = await cli(['show', id.slice(0, 10)]);
    expect(out).toMatch(
      /^Held\.mkv\n[^]*content {4}S01, tvdb:1\n[^]*asked for, by api\n[^]*Other attempts:\n.*cancelled/,
    );
    expect((await cli(['history', '--limit', '2', '--type', 'download.cancelled'])).out).toMatch(/^WHEN +ID +BY +WHAT +TITLE\n.*cancelled \(user\) +Held\.mkv\n$/); // prettier-ignore
  });

  it('shows the queue as it goes on, a line for each change where no terminal is', async () => {
    const { PATH } = process.env;
    const env = { PATH, LEDGARR_DATA_DIR: parts.app.dataDir };
    const child = spawn(process.execPath, [join(DIST, 'cli.js'), 'queue', '--watch'], { env, cwd: parts.app.dataDir });
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    await until('it shows what is there', async () => out.includes('Held.mkv: '));
    files.release('Held.mkv');
    await until('it shows the end', async () => out.includes('Held.mkv: completed'));
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it('administers clients, which are tried before they are added', async () => {
    const { url, secret } = parts.aria2;
    expect((await cli(['clients'])).out).toMatch(/^ID +TYPE +STATE .*\naria2 +aria2 +up /);
    expect(await cli(['clients', 'test', 'aria2'])).toMatchObject({ code: 0, out: expect.stringContaining('ok      reach') }); // prettier-ignore
    const wrong = await cli(['clients', 'add', 'aria2', url, '--id', 'second', '--password-stdin'], 'wrong\n');
    expect([wrong.code, wrong.out, wrong.err]).toEqual([1, '', expect.stringContaining('It was not added: ')]);
    const right = await cli(['clients', 'add', 'aria2', url, '--id', 'second', '--password-stdin'], `${secret}\n`);
    expect([right.code, right.out]).toEqual([0, 'second: added\n']);
  });

  it('administers keys', async () => {
    const { out } = await cli(['keys', 'add', 'sonarr', '--may', 'read']);
    expect(out).toMatch(/^[0-9a-f]{48}\n$/);
    const outside = { LEDGARR_API_KEY: out.trim(), LEDGARR_URL: parts.app.url };
    expect((await run('cli.js', ['queue'], outside, DIST)).code).toBe(0);
    const forbidden = await run('cli.js', ['keys'], outside, DIST);
    expect(forbidden).toMatchObject({ code: 1, err: expect.stringMatching(/^The key does not allow this\. .*\n$/) });
    expect((await cli(['keys'])).out).toMatch(/^NAME +MADE +LAST USED +MAY\nsonarr +.* read\n$/);
    expect(await cli(['keys', 'remove', 'sonarr'])).toMatchObject({ code: 0, out: 'sonarr: removed\n' });
  });

  it('says in a line where nobody answers, and exits with 5', async () => {
    const { code, err } = await cli(['queue', '--url', 'http://127.0.0.1:61']);
    expect([code, err]).toEqual([5, 'No Ledgarr answers on http://127.0.0.1:61: start it with npm start, or name another with --url.\n']); // prettier-ignore
    expect((await cli(['queue', '--url', 'http://nas.example:6363'])).err).toMatch(/^Set LEDGARR_API_KEY /);
  });
});
