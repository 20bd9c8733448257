import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built programs are. */
export const DIST = fileURLToPath(new URL('../../dist/src/', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

/**
 * Runs a built program to its end, with no more of the environment than it is given.
 * @param input what it reads from standard input
 */
export async function run(
  program: string,
  args: readonly string[],
  settings: Record<string, string>,
  cwd: string,
  input = '',
): Promise<Ran> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [join(DIST, program), ...args], { cwd, env: { PATH, ...settings } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  child.stdin.on('error', () => undefined).end(input); // one that reads nothing may be gone
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
