import { dirname, sep } from 'node:path';
import { foldersAboveDiscs } from '../names/disc-folders.js';
import { type Disk, NoAnswer, patienceMs } from './disk.js';
import { type Disks, disksOfProcess } from './disks.js';

/** Those of these files that are there now, and not empty. One whose disk does not answer within two seconds counts as gone. */
export const present = (paths: Iterable<string>, disks = disksOfProcess): Promise<Set<string>> =>
  those(paths, async (path, late) => (await hasContent(path, disks.of(path), late)) === true);

/**
 * Those that are there now, not empty, and not being written by aria2, which has a control file beside a file, or beside
 * the folder of a torrent, for as long as it knows of it. One whose disk does not answer within two seconds counts as gone.
 */
export function finishedFiles(paths: Iterable<string>, disks: Disks): Promise<Set<string>> {
  // By disk, because a folder that holds two roots is asked about once through each: one may not answer.
  const unfinished = new Map<Disk, Map<string, Promise<boolean | null>>>();
  const isUnfinished = (path: string, disk: Disk, late: AbortSignal) => {
    const marks = unfinished.get(disk) ?? new Map<string, Promise<boolean | null>>();
    const known = marks.get(path) ?? hasContent(`${path}.aria2`, disk, late);
    unfinished.set(disk, marks.set(path, known));
    return known;
  };
  return those(paths, async (path, late) => {
    const disk = disks.of(path);
    const [there, ...partial] = await Promise.all([
      hasContent(path, disk, late),
      ...mayBeMarked(path).map((marked) => isUnfinished(marked, disk, late)),
    ]);
    return there === true && partial.every((mark) => mark === false);
  });
}

/** The file, its folder, and that of a pack or of a whole disc. */
function mayBeMarked(path: string): string[] {
  const folder = dirname(path);
  const above = dirname(foldersAboveDiscs(folder.split(sep)).join(sep));
  const marked = [path];
  for (let open = folder; open.length > above.length; open = dirname(open)) marked.push(open);
  return [...marked, above];
}

/** Each path for itself: those that are answered in time count, whatever the others do. What was not asked by then never is. */
async function those(
  paths: Iterable<string>,
  counts: (path: string, late: AbortSignal) => Promise<boolean>,
): Promise<Set<string>> {
  const givingUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      givingUp.abort();
      resolve(false);
    }, patienceMs);
  });
  const checks = [...new Set(paths)].map(async (path) => {
    const there = await Promise.race([counts(path, givingUp.signal), late]);
    return there ? [path] : [];
  });
  try {
    return new Set((await Promise.all(checks)).flat());
  } finally {
    clearTimeout(timer);
  }
}

/** Null when nobody can tell. */
async function hasContent(path: string, disk: Disk, late: AbortSignal): Promise<boolean | null> {
  try {
    const found = await disk.askUnlessSilent(({ stat }) => stat(path), late);
    return found.isFile() && found.size > 0;
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    // Gone, or on a disk that is: either way it cannot be what the user has already.
    return false;
  }
}
