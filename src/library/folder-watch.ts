import { watch } from 'node:fs';

/**
 * Linux watches folders one by one. Node's own recursive watch there walks the tree synchronously and takes a watch for
 * every file besides; elsewhere the system watches whole trees itself.
 */
export const watchesTrees = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Tells when names appear in a folder or vanish from it; writing to a file is no news. Ends by itself when the folder goes.
 * @param changed gets the path of what appeared or vanished, from the folder down
 * @throws the system's error when the folder cannot be watched: gone (ENOENT), or too many watches (ENOSPC, EMFILE)
 */
export function watchFolder(path: string, changed: (name: string | null) => void): () => void {
  const watcher = watch(path, { persistent: false, recursive: watchesTrees }, (event, name) => {
    if (event === 'rename') changed(name);
  });
  // A watch that breaks is replaced by the periodic scan.
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
