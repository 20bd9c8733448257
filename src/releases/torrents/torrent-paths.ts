import { BencodeError } from './bencode.js';

/**
 * Whether a part of a path leads nowhere but down, on Unix and on Windows. A slash in it is taken by all clients: libtorrent
 * and Transmission write another sign for it, to aria2 it is a folder.
 * @throws BencodeError
 */
export function checkPart(part: string): void {
  if (/^[/\\]|\0|^[a-z]:(?:[/\\]|$)/i.test(part) || part.split(/[/\\]/).includes('..'))
    throw new BencodeError(`has a file name that leads out of its folder: ${JSON.stringify(part.slice(0, 80))}`);
}

/** Clients pass over empty parts and over single dots, as long as something is left. @throws BencodeError */
export function checkedName(part: string | null): string {
  if (part === null || part.trim() === '') throw new BencodeError('has no name');
  checkPart(part);
  if (isNothing(part)) throw new BencodeError(`has a name that is none: ${JSON.stringify(part.slice(0, 80))}`);
  return part;
}

/** @throws BencodeError */
export function checkPath(parts: readonly string[]): void {
  parts.forEach(checkPart);
  if (parts.every(isNothing)) throw new BencodeError('has a file without a path');
}

const isNothing = (part: string): boolean => /^[./\\\s]*$/.test(part);
