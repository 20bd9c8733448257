import { createHash } from 'node:crypto';
import { NzbError, readingNzbContents } from './nzb-contents.js';
import { InvalidRelease, type Release, type ReleaseField } from '../release.js';
import { atOnce, type Sliced } from '../sliced.js';
import { sortedOnce } from '../sorted.js';

/** The largest that people were seen to have has 69 MB; decision 022. */
export const LARGEST_NZB = 100 * 1024 * 1024;

const IDS_OF_A_SLICE = 10_000;

/**
 * Reads an NZB file. The same posting has the same key whatever wrote the file: it is made over the sorted message ids.
 * @param fileName its name where it comes from, for the title if it does not tell one itself
 * @throws InvalidRelease
 */
export const readNzb = (file: Uint8Array, field: ReleaseField = 'nzb', fileName: string | null = null): Release =>
  atOnce(readingNzb(file, field, fileName));

/** The same, in slices. */
export function* readingNzb(
  file: Uint8Array,
  field: ReleaseField = 'nzb',
  fileName: string | null = null,
): Sliced<Release> {
  if (file.length > LARGEST_NZB) throw new InvalidRelease(field, 'is larger than 100 MB');
  try {
    const { ids, sizeBytes, title, subject } = yield* readingNzbContents(file);
    if (ids.length === 0) throw new NzbError('is an NZB file without usable segments');
    return {
      protocol: 'usenet',
      itemKey: yield* keyOf(ids),
      title: title || nameOfFile(fileName) || quotedIn(subject),
      sizeBytes: sizeBytes || null,
      payload: { kind: 'nzb', file },
    };
  } catch (error) {
    if (error instanceof NzbError) throw new InvalidRelease(field, error.message, { cause: error });
    throw error;
  }
}

/** Over the sorted ids, a line each. */
function* keyOf(ids: readonly string[]): Sliced<string> {
  const sorted = yield* sortedOnce(ids);
  const hash = createHash('sha256');
  for (let at = 0; at < sorted.length; at += IDS_OF_A_SLICE) {
    hash.update(`${at === 0 ? '' : '\n'}${sorted.slice(at, at + IDS_OF_A_SLICE).join('\n')}`);
    yield;
  }
  return hash.digest('hex').slice(0, 40);
}

const nameOfFile = (name: string | null): string | null =>
  name !== null && /\.nzb$/i.test(name) ? name.replace(/\.nzb$/i, '') : null;

/** By custom the subject quotes a file's name; the title is that without what makes it one of a set. */
function quotedIn(subject: string): string | null {
  const quoted = /"([^"]+)"/.exec(subject)?.[1];
  return quoted?.replace(/(\.vol\d+\+\d+)?\.par2$|(\.part\d+)?\.rar$|\.[a-z][a-z0-9]{1,3}$/i, '') || null;
}
