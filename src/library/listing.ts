import { type Dirent } from 'node:fs';
import { join } from 'node:path';
import { type Disk } from './disk/disk.js';
import { isPassedOver, type TitleFolder, videoStem } from './names/file-rules.js';
import { type TimeSlice } from './time-slice.js';

/** What a folder holds that matters: names of videos, of folders, and of links to folders. */
export type Listing = { videos: Set<string>; folders: Set<string>; links: Set<string> };

/** With the folder that bears the title of what lies in it. */
type ListedFolder = { readonly path: string; readonly title: TitleFolder };

/** Reads a folder in portions, because a hundred thousand names at once would hold up everything else. */
export async function listFolder(folder: ListedFolder, disk: Disk, slice: TimeSlice): Promise<Listing> {
  const listing: Listing = { videos: new Set(), folders: new Set(), links: new Set() };
  const dir = await disk.ask(({ opendir }) => opendir(folder.path, { bufferSize: 256 }));
  try {
    for (let entry; (entry = await disk.ask(() => dir.read()));) {
      if (slice.over()) await slice.next();
      await sort(entry, folder, disk, listing);
    }
  } finally {
    await disk.ask(() => dir.close());
  }
  return listing;
}

async function sort(entry: Dirent, folder: ListedFolder, disk: Disk, listing: Listing): Promise<void> {
  const { name } = entry;
  const { videos, folders, links } = listing;
  if (entry.isDirectory()) {
    if (!isPassedOver(name)) folders.add(name);
  } else if (entry.isSymbolicLink()) {
    if (isPassedOver(name)) return;
    if (videoStem(name, folder.title) !== null) videos.add(name);
    if (await leadsToFolder(join(folder.path, name), disk)) links.add(name);
  } else if (entry.isFile() && videoStem(name, folder.title) !== null) videos.add(name);
}

async function leadsToFolder(link: string, disk: Disk): Promise<boolean> {
  try {
    return (await disk.ask(({ stat }) => stat(link))).isDirectory();
  } catch {
    // A link to nothing is neither a file nor a folder, until it is looked at again.
    return false;
  }
}
