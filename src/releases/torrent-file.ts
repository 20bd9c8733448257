import { createHash } from 'node:crypto';
import { BencodeError, readBencode, type Bencoded } from './bencode.js';
import { InvalidRelease, type Release, type ReleaseField } from './release.js';

/** Far above any real one: a torrent of 100,000 files and 50,000 pieces has some 9 MB. */
export const LARGEST_TORRENT = 10 * 1024 * 1024;

type Info = Map<string, Bencoded>;

/**
 * Reads a .torrent file (BEP 3, 47, 52). The info hash is made over the bytes as they stand: SHA-1 where there is a v1 part,
 * else SHA-256 cut to 40 digits, as clients report it.
 * @throws InvalidRelease
 */
export function readTorrentFile(file: Uint8Array, field: ReleaseField = 'torrent'): Release {
  if (file.length > LARGEST_TORRENT) throw new InvalidRelease(field, 'is larger than 10 MB, which no torrent file is');
  try {
    const { info, raw } = infoOf(file);
    const v1 = info.has('pieces');
    const sizeBytes = v1 ? checkedV1Size(info) : v2Size(info);
    const itemKey = createHash(v1 ? 'sha1' : 'sha256')
      .update(raw)
      .digest('hex')
      .slice(0, 40);
    const payload = { kind: 'torrent', file } as const;
    const release = { protocol: 'torrent', itemKey, title: nameOf(info), sizeBytes, payload } as const;
    return v1 ? release : { ...release, v2Only: true };
  } catch (error) {
    if (error instanceof BencodeError)
      throw new InvalidRelease(field, `is not a torrent file: it ${error.message}`, { cause: error });
    throw error;
  }
}

function infoOf(file: Uint8Array): { info: Info; raw: Uint8Array } {
  const torrent = readBencode(file);
  if (torrent.kind !== 'dictionary') throw new BencodeError('does not begin with a dictionary');
  const info = torrent.value.get('info');
  if (info?.kind !== 'dictionary') throw new BencodeError('has no info dictionary');
  return { info: info.value, raw: file.subarray(info.start, info.end) };
}

function nameOf(info: Info): string {
  const name = textOf(info.get('name.utf-8') ?? info.get('name'));
  if (name === null || name.trim() === '') throw new BencodeError('has no name');
  return checkedPart(name);
}

/** The size without padding. What the pieces cover must be what the files hold. */
function checkedV1Size(info: Info): number {
  const pieces = info.get('pieces');
  const pieceLength = countOf(info.get('piece length'), 'piece length');
  const files = v1Files(info);
  const all = sum(files.map((file) => file.length));
  if (pieces?.kind !== 'bytes' || pieces.value.length % 20 !== 0 || pieceLength === 0)
    throw new BencodeError('has broken piece hashes');
  if (Math.ceil(all / pieceLength) !== pieces.value.length / 20)
    throw new BencodeError('has piece hashes that do not fit its files');
  return sum(files.filter((file) => !file.padding).map((file) => file.length));
}

type File = { length: number; padding: boolean };

function v1Files(info: Info): File[] {
  const list = info.get('files');
  if (list === undefined) return [{ length: countOf(info.get('length'), 'length'), padding: false }];
  if (list.kind !== 'list' || list.value.length === 0) throw new BencodeError('has a broken list of files');
  return list.value.map((entry) => {
    if (entry.kind !== 'dictionary') throw new BencodeError('has a broken list of files');
    checkPath(entry.value.get('path.utf-8') ?? entry.value.get('path'));
    if (entry.value.has('path.utf-8')) checkPath(entry.value.get('path'));
    return {
      length: countOf(entry.value.get('length'), 'length'),
      padding: textOf(entry.value.get('attr'))?.includes('p') ?? false,
    };
  });
}

function checkPath(path: Bencoded | undefined): void {
  if (path?.kind !== 'list' || path.value.length === 0) throw new BencodeError('has a file without a path');
  for (const part of path.value) checkedPart(textOf(part) ?? '');
}

/** A tree of folders; an entry with the empty name is the file itself (BEP 52). */
function v2Size(info: Info): number {
  const tree = info.get('file tree');
  const version = info.get('meta version');
  if (tree?.kind !== 'dictionary' || version?.kind !== 'integer' || version.value !== 2)
    throw new BencodeError('has neither pieces (v1) nor a file tree (v2)');
  const lengths = v2Lengths(tree.value);
  if (lengths.length === 0) throw new BencodeError('has no files');
  return sum(lengths);
}

function v2Lengths(tree: Info): number[] {
  return [...tree].flatMap(([name, node]) => {
    if (node.kind !== 'dictionary') throw new BencodeError('has a broken file tree');
    if (name === '') return [countOf(node.value.get('length'), 'length')];
    checkedPart(Buffer.from(name, 'latin1').toString());
    return v2Lengths(node.value);
  });
}

/** A part of a path that leads nowhere but down, on Unix and on Windows. */
function checkedPart(part: string): string {
  const climbs = part.split(/[/\\]/).some((step) => step === '..' || step === '.');
  if (climbs || /^[/\\]|[/\0]|^[a-z]:\\/i.test(part))
    throw new BencodeError(`has a file name that leads out of its folder: ${JSON.stringify(part.slice(0, 80))}`);
  return part;
}

function countOf(value: Bencoded | undefined, what: string): number {
  if (value?.kind !== 'integer' || value.value < 0) throw new BencodeError(`has a broken ${what}`);
  return value.value;
}

function sum(numbers: readonly number[]): number {
  const total = numbers.reduce((a, b) => a + b, 0);
  if (!Number.isSafeInteger(total)) throw new BencodeError('has a size that is too large');
  return total;
}

/** Old torrents are not UTF-8; their names then read as latin1. */
function textOf(value: Bencoded | undefined): string | null {
  if (value?.kind !== 'bytes') return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value.value);
  } catch {
    return Buffer.from(value.value).toString('latin1');
  }
}
