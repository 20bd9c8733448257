import { type Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassedOver, videoStem } from './file-rules.js';
import { type Turn } from './turn.js';

/** What a folder holds that matters: names of videos, of folders, and of links to folders. */
export type Listing = { videos: Set<string>; folders: Set<string>; links: Set<string> };

/** Reads a folder in portions, because a hundred thousand names at once would hold up everything else. */
export async function listFolder(path: string, turn: Turn): Promise<Listing> {
  const listing: Listing = { videos: new Set(), folders: new Set(), links: new Set() };
  for await (const entry of await opendir(path, { bufferSize: 256 })) {
    if (turn.over()) await turn.next();
    await sort(entry, path, listing);
  }
  return listing;
}

async function sort(entry: Dirent, path: string, { videos, folders, links }: Listing): Promise<void> {
  const { name } = entry;
  if (entry.isDirectory()) {
    if (!isPassedOver(name)) folders.add(name);
  } else if (entry.isSymbolicLink()) {
    if (isPassedOver(name)) return;
    if (videoStem(name) !== null) videos.add(name);
    if (await leadsToFolder(join(path, name))) links.add(name);
  } else if (entry.isFile() && videoStem(name) !== null) videos.add(name);
}

async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await stat(link)).isDirectory();
  } catch {
    // A link to nothing is neither a file nor a folder, until it is looked at again.
    return false;
  }
}
