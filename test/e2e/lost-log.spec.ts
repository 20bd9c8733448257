import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { tempFolder } from '../support/daemons/process.js';
import { freshDatabase } from '../support/postgres.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

describe('a log that cannot be written', () => {
  it.each([
    ['the disk is full', 'exec "$0" "$1" 2>/dev/full'],
    ['nobody reads it any more', 'exec "$0" "$1" 2> >(exec 0<&-)'],
    ['standard error is closed', 'exec "$0" "$1" 2>&-'],
  ])('costs its lines alone: %s', async (_why, command) => {
    const [folder, database] = [await tempFolder('log'), await freshDatabase({ migrated: false })];
    const env = { PATH: process.env['PATH'], LEDGARR_DATA_DIR: folder.path, LEDGARR_PORT: '0', LEDGARR_LOG_LEVEL: 'trace', LEDGARR_BUILTIN_CLIENT: 'off', DATABASE_URL: database.url }; // prettier-ignore
    const child = spawn('bash', ['-c', command, process.execPath, MAIN], { env, cwd: folder.path, stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
    const atExit = () => child.kill('SIGKILL');
    process.once('exit', atExit);
    const exited = once(child, 'exit');
    try {
      const [said] = (await Promise.race([once(child.stdout, 'data'), exited])) as [unknown];
      const url = /http:\S+/.exec(String(said))![0];
      // Each of these is worth a line.
      const statuses = await Promise.all(
        Array.from({ length: 50 }, async () => (await fetch(`${url}/health/live`)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
      child.kill('SIGTERM');
      expect((await exited)[0]).toBe(0);
    } finally {
      child.kill('SIGKILL');
      process.removeListener('exit', atExit);
      await exited;
      await Promise.all([database.drop(), folder.remove()]);
    }
  });
});
