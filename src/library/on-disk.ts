import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A dead network mount never answers; a decision does not wait for it. */
const patienceMs = 2_000;

/**
 * The files that are there now: not empty, and not being written by aria2, which leaves a control file beside a file or
 * beside the folder of a torrent. A file that cannot be looked at in two seconds counts as gone.
 */
export async function standing(paths: Iterable<string>): Promise<Set<string>> {
  const unfinished = new Map<string, Promise<boolean>>();
  const isUnfinished = (path: string) => {
    const known = unfinished.get(path) ?? hasContent(`${path}.aria2`);
    unfinished.set(path, known);
    return known;
  };
  const checks = [...new Set(paths)].map(async (path) => {
    const folder = dirname(path);
    const [there, ...partial] = await Promise.all([
      hasContent(path),
      ...[path, folder, dirname(folder)].map(isUnfinished),
    ]);
    return there && !partial.includes(true) ? path : null;
  });
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
