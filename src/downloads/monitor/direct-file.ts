import { open } from 'node:fs/promises';
import { type ClientItem } from '../../download-clients/download-client.js';
import { notAFile } from '../../releases/links/not-a-file.js';

const HEAD_BYTES = 4096;

/**
 * Whether a direct link has given what it was asked for. It may have answered well at the first look and with a page afterwards, and
 * to its client one is as good as the other.
 * @param announced the size at the first look, in bytes; null when it was not told
 * @param path as this machine sees it; what it does not see is judged by the client's word alone
 * @returns what it gave instead, in words; null when nothing speaks against it
 */
export async function wrongFile(
  item: Pick<ClientItem, 'sizeBytes'>,
  path: string | null,
  announced: number | null,
): Promise<string | null> {
  const found = path === null ? null : await look(path);
  const size = found?.size ?? item.sizeBytes;
  const kind = found === null ? null : await notAFile(found.head);
  const asAnnounced = announced === null || size === null || size === announced;
  if (asAnnounced && kind === null) return null;
  const expected = announced === null ? 'a file' : `a file of ${announced} bytes`;
  return `The link gave ${kind ?? 'a file'} of ${size ?? 'unknown'} bytes, where ${expected} was announced. It may have run out; retry, or look for another release.`;
}

async function look(path: string): Promise<{ size: number; head: Buffer } | null> {
  try {
    await using file = await open(path);
    const stats = await file.stat();
    if (!stats.isFile()) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { size: stats.size, head: buffer.subarray(0, bytesRead) };
  } catch {
    return null; // on another machine, or not for us to read
  }
}
