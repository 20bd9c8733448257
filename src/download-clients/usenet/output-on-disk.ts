import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type ClientFile, type Removed } from '../download-client.js';
import { localPath, type PathMapping } from '../path-mapping.js';

/** How this machine sees what a client has finished. */
export type Sight = { pathMappings?: readonly PathMapping[] };

const here = ({ pathMappings = [] }: Sight, path: string): string => resolve(localPath({ pathMappings }, path));

/**
 * What lies at an output path, by the client's own paths: no Usenet client tells which files it has unpacked.
 * @returns none where this machine does not see them
 */
export async function filesAt(sight: Sight, outputPath: string): Promise<ClientFile[]> {
  const local = here(sight, outputPath);
  try {
    const stats = await stat(local);
    if (stats.isFile()) return [{ path: outputPath, sizeBytes: stats.size }];
    const entries = await readdir(local, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const found = paths.map(async (path) => {
      const below = relative(local, path).split(sep).join('/');
      return { path: `${outputPath}/${below}`, sizeBytes: (await stat(path)).size };
    });
    return (await Promise.all(found)).sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch {
    return []; // on another machine, or moved away meanwhile
  }
}

/** `gone` only where the folder around it is seen: else it may well be on another machine. */
export async function presenceOf(sight: Sight, outputPath: string): Promise<'there' | 'gone' | 'unseen'> {
  const local = here(sight, outputPath);
  if (await exists(local)) return 'there';
  // A file's own folder goes with it.
  const around = [dirname(local), dirname(dirname(local))];
  const seen = await Promise.all(around.map((folder) => folder !== sep && exists(folder)));
  return seen.includes(true) ? 'gone' : 'unseen';
}

/**
 * Deletes a finished item's data, where this machine sees it: the clients themselves leave it where it is.
 * @param roots the client's folders for what is finished: nothing outside of them is touched, nor they themselves
 * @param others output paths of the client's other items
 */
export async function deleteOutput(
  sight: Sight,
  outputPath: string,
  { roots, others }: { roots: readonly string[]; others: readonly string[] },
): Promise<Removed> {
  const local = here(sight, outputPath);
  const kept = (note: string): Removed => ({ dataRemoved: false, note });
  if (!roots.some((root) => isBelow(local, here(sight, root))))
    return kept(`${outputPath} lies outside of the client's folders for finished downloads, so it was left there.`);
  // A newer job of the same name may have been given the folder of one that was moved away.
  const holder = others.find((other) => overlap(here(sight, other), local));
  if (holder !== undefined) return kept(`Another item of the client has its data at ${holder}, so it was left there.`);
  if ((await presenceOf(sight, outputPath)) === 'unseen')
    return kept(`The client does not delete what is finished, and ${outputPath} cannot be seen from here.`);
  await rm(local, { recursive: true, force: true });
  await removeIfEmpty(dirname(local), roots.map((root) => here(sight, root))); // prettier-ignore
  return { dataRemoved: !(await exists(local)) };
}

const isBelow = (path: string, folder: string): boolean => folder !== sep && path.startsWith(folder + sep);
const overlap = (a: string, b: string): boolean => a === b || a.startsWith(b + sep) || b.startsWith(a + sep);

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The folder that a job of one file was given. */
async function removeIfEmpty(folder: string, roots: readonly string[]): Promise<void> {
  if (!roots.some((root) => isBelow(folder, root))) return;
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error;
  });
}
