import { createHash } from 'node:crypto';
import { BencodeError, readingBencode } from './bencode.js';
import { InvalidRelease, type Release, type ReleaseField } from '../release.js';
import { atOnce, type Sliced } from '../sliced.js';
import { countOf, type Info, textOf, v1Sizes, v2Sizes } from './torrent-files.js';
import { checkedName } from './torrent-paths.js';

/** A torrent of 130,000 files and a million pieces has some 32 MB; decision 022. */
export const LARGEST_TORRENT = 48 * 1024 * 1024;

/**
 * Reads a .torrent file (BEP 3, 47, 52). The info hash is made over the bytes as they stand: SHA-1 where there is a v1 part,
 * else SHA-256 cut to 40 digits, as clients report it.
 * @throws InvalidRelease
 */
export const readTorrentFile = (file: Uint8Array, field: ReleaseField = 'torrent'): Release =>
  atOnce(readingTorrentFile(file, field));

/** The same, in slices. */
export function* readingTorrentFile(file: Uint8Array, field: ReleaseField = 'torrent'): Sliced<Release> {
  if (file.length > LARGEST_TORRENT) throw new InvalidRelease(field, 'is larger than 48 MB, which no torrent file is');
  try {
    const { info, raw } = yield* infoOf(file);
    const v1 = info.has('pieces');
    const sizeBytes = safe(v1 ? yield* checkedV1Size(info) : yield* v2Size(info));
    const itemKey = createHash(v1 ? 'sha1' : 'sha256')
      .update(raw)
      .digest('hex')
      .slice(0, 40);
    const title = checkedName(textOf(info.get('name.utf-8') ?? info.get('name')));
    const payload = { kind: 'torrent', file } as const;
    const release = { protocol: 'torrent', itemKey, title, sizeBytes, payload } as const;
    return v1 ? release : { ...release, v2Only: true };
  } catch (error) {
    if (error instanceof BencodeError)
      throw new InvalidRelease(field, `is not a torrent file: it ${error.message}`, { cause: error });
    throw error;
  }
}

function* infoOf(file: Uint8Array): Sliced<{ info: Info; raw: Uint8Array }> {
  const torrent = yield* readingBencode(file);
  if (torrent.kind !== 'dictionary') throw new BencodeError('does not begin with a dictionary');
  const info = torrent.value.get('info');
  if (info?.kind !== 'dictionary') throw new BencodeError('has no info dictionary');
  return { info: info.value, raw: file.subarray(info.start, info.end) };
}

/** The size without padding. What the pieces cover must be what the files hold. */
function* checkedV1Size(info: Info): Sliced<number> {
  const pieces = info.get('pieces');
  const pieceLength = countOf(info.get('piece length'), 'piece length');
  const { files, padding } = yield* v1Sizes(info);
  if (pieces?.kind !== 'bytes' || pieces.value.length % 20 !== 0 || pieceLength === 0)
    throw new BencodeError('has broken piece hashes');
  if (Math.ceil(safe(files + padding) / pieceLength) !== pieces.value.length / 20)
    throw new BencodeError('has piece hashes that do not fit its files');
  const tree = info.get('file tree');
  if (tree?.kind === 'dictionary') yield* v2Sizes(tree.value); // a hybrid, whose files clients may take from there
  return files;
}

function* v2Size(info: Info): Sliced<number> {
  const tree = info.get('file tree');
  const version = info.get('meta version');
  if (tree?.kind !== 'dictionary' || version?.kind !== 'integer' || version.value !== 2)
    throw new BencodeError('has neither pieces (v1) nor a file tree (v2)');
  const { count, files } = yield* v2Sizes(tree.value);
  if (count === 0) throw new BencodeError('has no files');
  return files;
}

function safe(size: number): number {
  if (!Number.isSafeInteger(size)) throw new BencodeError('has a size that is too large');
  return size;
}
