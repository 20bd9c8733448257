import { type Disks, disksOfProcess } from './disks.js';
import { patienceMs } from './disk.js';

/** What the disk says of a path now. What does not answer in time is unknown: `exists` is null then. */
export type FileFacts = {
  path: string;
  sizeBytes: number | null;
  /** ISO 8601. */
  modifiedAt: string | null;
  exists: boolean | null;
};

const unknown = (path: string, exists: boolean | null): FileFacts => ({
  path,
  sizeBytes: null,
  modifiedAt: null,
  exists,
});

/** Looks at these paths, within two seconds in all: a disk that does not answer holds nobody up. */
export async function fileFacts(paths: readonly string[], disks: Disks = disksOfProcess): Promise<FileFacts[]> {
  const late = AbortSignal.timeout(patienceMs);
  const tooLate = new Promise<null>((resolve) => {
    late.addEventListener('abort', () => resolve(null));
  });
  return Promise.all(
    paths.map(async (path) => (await Promise.race([factsOf(path, disks, late), tooLate])) ?? unknown(path, null)),
  );
}

async function factsOf(path: string, disks: Disks, late: AbortSignal): Promise<FileFacts> {
  try {
    const { size, mtime } = await disks.of(path).askUnlessSilent(({ stat }) => stat(path), late);
    return { path, sizeBytes: size, modifiedAt: mtime.toISOString(), exists: true };
  } catch (error) {
    return unknown(path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : null);
  }
}
