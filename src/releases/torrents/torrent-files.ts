import { BencodeError, type Bencoded } from './bencode.js';
import { type Sliced } from '../sliced.js';
import { textOfBytes } from '../encoded-text.js';
import { checkPart, checkPath } from './torrent-paths.js';

export type Info = Map<string, Bencoded>;
/** In bytes; padding between the files counts for the pieces alone. */
type Sizes = { files: number; padding: number };

const FILES_OF_A_SLICE = 500;

/** @throws BencodeError for a broken list, and for a path that leads out of its folder */
export function* v1Sizes(info: Info): Sliced<Sizes> {
  const list = info.get('files');
  if (list === undefined) return { files: countOf(info.get('length'), 'length'), padding: 0 };
  if (list.kind !== 'list' || list.value.length === 0) throw new BencodeError('has a broken list of files');
  const sizes = { files: 0, padding: 0 };
  for (const [index, file] of list.value.entries()) {
    if (file.kind !== 'dictionary') throw new BencodeError('has a broken list of files');
    checkPath(pathOf(file.value.get('path.utf-8') ?? file.value.get('path')));
    if (file.value.has('path.utf-8')) checkPath(pathOf(file.value.get('path')));
    const padding = textOf(file.value.get('attr'))?.includes('p');
    sizes[padding ? 'padding' : 'files'] += countOf(file.value.get('length'), 'length');
    if (index % FILES_OF_A_SLICE === 0) yield;
  }
  return sizes;
}

/**
 * Of a tree of folders, in which an entry with the empty name is the file itself (BEP 52).
 * @returns how many files there are, and their size
 * @throws BencodeError for a broken tree, and for a path that leads out of its folder
 */
export function* v2Sizes(tree: Info): Sliced<{ count: number; files: number }> {
  const sizes = { count: 0, files: 0 };
  const open: { node: Info; path: readonly string[] }[] = [{ node: tree, path: [] }];
  for (let steps = 0, folder; (folder = open.pop());)
    for (const [name, node] of folder.node) {
      if (node.kind !== 'dictionary') throw new BencodeError('has a broken file tree');
      if (++steps % FILES_OF_A_SLICE === 0) yield;
      if (name === '') {
        checkPath(folder.path);
        sizes.count++;
        sizes.files += countOf(node.value.get('length'), 'length');
        continue;
      }
      const part = textOfBytes(Buffer.from(name, 'latin1'));
      checkPart(part);
      open.push({ node: node.value, path: [...folder.path, part] });
    }
  return sizes;
}

export function countOf(value: Bencoded | undefined, what: string): number {
  if (value?.kind !== 'integer' || value.value < 0) throw new BencodeError(`has a broken ${what}`);
  return value.value;
}

/** Old torrents are not UTF-8. */
export const textOf = (value: Bencoded | undefined): string | null =>
  value?.kind === 'bytes' ? textOfBytes(value.value) : null;

function pathOf(path: Bencoded | undefined): string[] {
  if (path?.kind !== 'list') throw new BencodeError('has a file without a path');
  return path.value.map((part) => textOf(part) ?? '');
}
