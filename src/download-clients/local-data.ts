import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';

/**
 * Deletes an item's files, and the folders that this empties, below `root` and nowhere else.
 * aria2 and rTorrent never delete data, so whoever removes an item together with its data does it in their place.
 */
export async function deleteData(root: string, paths: readonly string[]): Promise<void> {
  const inside = paths.map((path) => resolve(path)).filter((path) => path.startsWith(resolve(root) + sep));
  for (const path of inside) await rm(path, { force: true });
  for (const folder of new Set(inside.map((path) => dirname(path)))) await removeEmpty(folder, resolve(root));
}

/** Deletes a folder directly below `root`, with all that is in it, and nothing else. */
export async function deleteFolder(root: string, folder: string): Promise<void> {
  if (dirname(resolve(folder)) === resolve(root)) await rm(folder, { recursive: true, force: true });
}

/** The torrents that aria2 was handed, which it keeps in the folder of the download under a hash of the file (`rpc-save-upload-metadata`). */
export async function uploadsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []); // nothing has been written yet
  return names.filter((name) => /^[0-9a-f]{40}\.torrent$/.test(name)).map((name) => `${folder}/${name}`);
}

async function removeEmpty(folder: string, root: string): Promise<void> {
  if (!folder.startsWith(root + sep)) return;
  try {
    await rmdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return; // something else lives there
    if (code !== 'ENOENT') throw error;
  }
  await removeEmpty(dirname(folder), root);
}
