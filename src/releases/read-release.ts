import { readBody } from './read-body.js';
import { normalLink } from './direct-link.js';
import { fetchLink, type FetchOptions } from './fetch-link.js';
import { withoutEntities } from './html-text.js';
import { readMagnet } from './magnet.js';
import { isMagnet } from './magnet-parameters.js';
import { LARGEST_NZB, readNzb } from './nzb.js';
import { plainText } from './plain-text.js';
import { InvalidRelease, type Release, type ReleaseField, type ReleaseInput } from './release.js';
import { LARGEST_TORRENT, readTorrentFile } from './torrent-file.js';

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
  if ('torrent' in input) return readTorrentFile(fromBase64(input.torrent, 'torrent', LARGEST_TORRENT));
  if ('nzb' in input) return readNzb(fromBase64(input.nzb, 'nzb', LARGEST_NZB));
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

function fromBase64(text: string, field: ReleaseField, largest: number): Buffer {
  // Twice the length leaves room for line ends, and is checked before anything is copied.
  if (text.length > largest * 2) throw new InvalidRelease(field, `is larger than ${largest / 1024 / 1024} MB`);
  const bare = text.replace(/[\r\n\t ]/g, '');
  const file = Buffer.from(bare, 'base64');
  if (file.length > largest) throw new InvalidRelease(field, `is larger than ${largest / 1024 / 1024} MB`);
  // Compared with what it decodes to: a regular expression over megabytes can exhaust the stack.
  const unpadded = (base64: string) => base64.replace(/={1,2}$/, '');
  if (file.length === 0 || unpadded(file.toString('base64')) !== unpadded(bare)) {
    throw new InvalidRelease(field, 'is not base64');
  }
  return file;
}
