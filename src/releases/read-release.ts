import { decodingBase64 } from './base64.js';
import { readBody } from './links/read-body.js';
import { normalLink } from './links/direct-link.js';
import { fetchLink, type FetchOptions } from './links/fetch-link.js';
import { withoutEntities } from '../text/html-text.js';
import { readMagnet } from './torrents/magnet.js';
import { isMagnet } from './torrents/magnet-parameters.js';
import { LARGEST_NZB, readingNzb } from './nzb/nzb.js';
import { plainText } from '../text/plain-text.js';
import { type Release, type ReleaseInput } from './release.js';
import { inSlices } from './sliced.js';
import { LARGEST_TORRENT, readingTorrentFile } from './torrents/torrent-file.js';

export { InvalidRelease, ReleaseUnreachable, type Release, type ReleaseInput } from './release.js';

/** Characters. File systems allow 255. */
const LONGEST_TITLE = 500;

/**
 * Reads what a caller gives, and makes its item key. Only a link is fetched, to see what it is: a torrent, an NZB, a magnet,
 * or a file, of which no more than the beginning is read.
 * @throws InvalidRelease for what is no release, ReleaseUnreachable for a link that does not answer
 */
export async function readRelease(input: ReleaseInput, options: FetchOptions): Promise<Release> {
  const release = await read(input, options);
  return { ...release, title: titleOf(release) };
}

/** Bounded, since it becomes part of events. A torrent is called what it is called, an & with its name too. */
function titleOf({ title, payload }: Release): string | null {
  const name = title?.slice(0, 10 * LONGEST_TITLE) ?? '';
  const plain = plainText(payload.kind === 'torrent' ? name : withoutEntities(name));
  return plainText(plain?.slice(0, LONGEST_TITLE) ?? '');
}

async function read(input: ReleaseInput, options: FetchOptions): Promise<Release> {
  if ('magnet' in input) return readMagnet(input.magnet);
  if ('torrent' in input)
    return inSlices(readingTorrentFile(await inSlices(decodingBase64(input.torrent, 'torrent', LARGEST_TORRENT))));
  if ('nzb' in input) return inSlices(readingNzb(await inSlices(decodingBase64(input.nzb, 'nzb', LARGEST_NZB))));
  return readLink(input.url, options);
}

async function readLink(text: string, options: FetchOptions): Promise<Release> {
  if (isMagnet(text)) return readMagnet(text, 'url');
  const link = normalLink(text);
  const answered = await fetchLink(link, options);
  if (answered.redirectedTo !== null) return readMagnet(answered.redirectedTo, 'url');
  try {
    return await readBody(link, answered.body);
  } finally {
    answered.body.close();
  }
}
