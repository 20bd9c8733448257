/* Builds the page, unless nothing of it is newer than what was built last: a start does not wait for it. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkBudget } from './budget.js';

const HERE = import.meta.dirname;
const BUILT = join(HERE, '../../dist/web/index.html');

async function newest() {
  const names = await readdir(HERE, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(HERE, name))));
  return Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
}

const built = await stat(BUILT).catch(() => null);
if (!built || built.mtimeMs < (await newest())) {
  // Only now, since it takes its time to load.
  const { build } = await import('vite');
  await build({ configFile: join(HERE, 'vite.config.ts'), logLevel: 'warn' });
  await checkBudget(dirname(BUILT));
}
