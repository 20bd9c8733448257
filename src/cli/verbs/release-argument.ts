import { readFile } from 'node:fs/promises';
import { CommandFailed } from '../command-failed.js';

export type ReleaseInput = { magnet: string } | { url: string } | { torrent: string } | { nzb: string };

const HASH = /^([0-9a-f]{40}|[a-z2-7]{32})$/i;

/**
 * What somebody has typed or pasted for a release.
 * @throws CommandFailed where it is neither, or a file that cannot be read
 */
export async function releaseOf(argument: string): Promise<ReleaseInput> {
  const text = argument.trim();
  if (/^magnet:/i.test(text)) return { magnet: text };
  if (/^https?:\/\//i.test(text)) return { url: text };
  const bytes = await readFile(argument).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && HASH.test(text)) return null;
    throw new CommandFailed(unreadable(argument, error));
  });
  if (bytes === null) return { magnet: `magnet:?xt=urn:btih:${text}` };
  // A torrent is a bencoded dictionary, an NZB is XML, whatever they are called.
  if (bytes[0] === 0x64) return { torrent: bytes.toString('base64') };
  if (/\.nzb$/i.test(argument) || bytes.subarray(0, 1_000).includes('<')) return { nzb: bytes.toString('base64') };
  throw new CommandFailed(`${argument} is neither a torrent nor an NZB.`);
}

function unreadable(argument: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `${argument} is no magnet, info hash, link, nor a file that is there.`;
  return `${argument} cannot be read: ${code === 'EISDIR' ? 'it is a folder' : message}.`;
}
