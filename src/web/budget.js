/* How much one has to load before the queue is there, against what the page allows itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes, packed. Beyond the first somebody should look; beyond the second nothing is built. */
const [AIM, MOST] = [90_000, 200_000];
const ENTRY = ['index.html', 'pages/queue/Queue.svelte'];

/** What an entry of the manifest loads by itself, and what that loads. */
function filesOf(manifest, key, seen = new Set()) {
  const { file, css = [], imports = [] } = manifest[key];
  if (seen.has(file)) return seen;
  for (const each of [file, ...css]) seen.add(each);
  for (const each of imports) filesOf(manifest, each, seen);
  return seen;
}

/** @returns bytes, packed, of HTML, scripts and styles that the queue needs */
export async function firstLoad(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const files = new Set(['index.html', 'theme.js', ...ENTRY.flatMap((key) => [...filesOf(manifest, key)])]);
  const sizes = await Promise.all([...files].map(async (name) => gzipSync(await readFile(join(folder, name)), { level: 9 }).length)); // prettier-ignore
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** @throws where the page has become too heavy; under CI already where it is heavier than aimed at */
export async function checkBudget(folder) {
  const bytes = await firstLoad(folder);
  const told = `The queue needs ${(bytes / 1000).toFixed(1)} kB (gzip) to be there; aimed at are ${AIM / 1000}, at most ${MOST / 1000}.`;
  if (bytes > (process.env.CI === 'true' ? AIM : MOST)) throw new Error(`${told} Load more of it later.`);
  if (bytes > AIM) console.warn(told);
}
