import { existsSync, readFileSync } from 'node:fs';

const MANIFEST = 'package.json';

/** The version of this program, from its own manifest: it lies above the sources as above what is built of them. */
export const RELEASE: string = versionAbove(new URL('../', import.meta.url));

function versionAbove(folder: URL): string {
  const manifest = new URL(MANIFEST, folder);
  if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error(`there is no ${MANIFEST} above ${import.meta.url}`);
  return versionAbove(above);
}
