import { basename, dirname, join, resolve, sep } from 'node:path';
import { type Removed } from '../download-client.js';
import { deleteData } from '../local-data.js';
import { localPath, type PathMapping } from '../path-mapping.js';
import { presenceOf } from '../usenet/output-on-disk.js';
import { outputPathOf, type RTorrentFile, type RTorrentTorrent } from './rtorrent-items.js';

type Sight = { pathMappings?: readonly PathMapping[] };

/**
 * Deletes the files of a torrent where this machine sees them, and the folders that this empties: rTorrent itself has no call for it.
 * Nothing is touched outside of the folder that rTorrent names for it, and nothing that another torrent has as well.
 * @param files all of them, also those that are not wanted: a chunk at their border may have been written
 */
export async function deleteTorrentData(
  { pathMappings = [] }: Sight,
  torrent: RTorrentTorrent,
  { files, others }: { files: readonly RTorrentFile[]; others: readonly RTorrentTorrent[] },
): Promise<Removed> {
  const output = outputPathOf(torrent);
  if (output === null) return { dataRemoved: true }; // a magnet has none yet
  const here = (path: string) => resolve(localPath({ pathMappings }, path));
  const holder = others.find((other) => other.hash !== torrent.hash && isShared(output, outputPathOf(other)));
  if (holder !== undefined)
    return { dataRemoved: false, note: `"${holder.name}" has its data at the same place, so it was left there.` };
  const presence = await presenceOf({ pathMappings }, output);
  if (presence === 'unseen')
    return {
      dataRemoved: false,
      note: `rTorrent does not delete data, and ${output} cannot be seen from here: give a path mapping for it.`,
    };
  const folder = here(torrent.directory);
  // The folder goes too where it is the torrent's own.
  const isOwn = torrent.isMultiFile === 1 && basename(folder) === torrent.name;
  await deleteData(isOwn ? dirname(folder) : folder, files.map(([path]) => join(folder, path)).filter((path) => path.startsWith(folder + sep))); // prettier-ignore
  return { dataRemoved: true };
}

function isShared(path: string, other: string | null): boolean {
  if (other === null) return false;
  return path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}
