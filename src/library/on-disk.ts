import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A dead network mount never answers; a decision does not wait for it. */
const patienceMs = 2_000;

/** Those of these files that are there now, and not empty. One that cannot be looked at in two seconds counts as gone. */
export const present = (paths: Iterable<string>): Promise<Set<string>> => those(paths, hasContent);

/**
 * Those that are there now, not empty, and not being written by aria2, which has a control file beside a file, or beside
 * the folder of a torrent, for as long as it knows of it. One that cannot be looked at in two seconds counts as gone.
 */
export function standing(paths: Iterable<string>): Promise<Set<string>> {
  const unfinished = new Map<string, Promise<boolean>>();
  const isUnfinished = (path: string) => {
    const known = unfinished.get(path) ?? hasContent(`${path}.aria2`);
    unfinished.set(path, known);
    return known;
  };
  return those(paths, async (path) => {
    const folder = dirname(path);
    const [there, ...partial] = await Promise.all([
      hasContent(path),
      ...[path, folder, dirname(folder)].map(isUnfinished),
    ]);
    return there && !partial.includes(true);
  });
}

async function those(paths: Iterable<string>, counts: (path: string) => Promise<boolean>): Promise<Set<string>> {
  const checks = [...new Set(paths)].map(async (path) => ((await counts(path)) ? path : null));
  const found = await within(patienceMs, Promise.all(checks), []);
  return new Set(found.filter((path) => path !== null));
}

async function hasContent(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size > 0;
  } catch {
    // Gone, or on a disk that is: either way it cannot be what the user has already.
    return false;
  }
}

async function within<T>(ms: number, answer: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(resolve, ms, otherwise)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
