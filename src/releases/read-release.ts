import { directLinkKey } from './direct-link.js';
import { fetchLink, type FetchOptions, type LinkBody } from './fetch-link.js';
import { readMagnet } from './magnet.js';
import { LARGEST_NZB, readNzb } from './nzb.js';
import { plainText } from './plain-text.js';
import { InvalidRelease, type Release, type ReleaseField, type ReleaseInput } from './release.js';
import { withoutSecrets } from './without-secrets.js';
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
  return { ...release, title: plainText(release.title?.slice(0, LONGEST_TITLE) ?? '') };
}

async function read(input: ReleaseInput, options: FetchOptions): Promise<Release> {
  if ('magnet' in input) return readMagnet(input.magnet);
  if ('torrent' in input) return readTorrentFile(fromBase64(input.torrent, 'torrent', LARGEST_TORRENT));
  if ('nzb' in input) return readNzb(fromBase64(input.nzb, 'nzb', LARGEST_NZB));
  return readLink(input.url.trim(), options);
}

async function readLink(link: string, options: FetchOptions): Promise<Release> {
  if (/^magnet:/i.test(link)) return readMagnet(link, 'url');
  const answered = await fetchLink(link, options);
  if (answered.redirectedTo !== null) return readMagnet(answered.redirectedTo, 'url');
  try {
    return await readBody(link, answered.body);
  } finally {
    answered.body.close();
  }
}

async function readBody(link: string, body: LinkBody): Promise<Release> {
  const start = body.head.toString('latin1').replace(/^\xef\xbb\xbf/, '').trimStart(); // prettier-ignore
  if (/^d\d{1,3}:/.test(start)) return readTorrentFile(await body.readAll(LARGEST_TORRENT), 'url');
  if (/^magnet:\?/i.test(start)) return readMagnet((await body.readAll(LARGEST_TORRENT)).toString(), 'url');
  if (/^<(\?xml|!doctype nzb|nzb)/i.test(start)) return readXml(await body.readAll(LARGEST_NZB), body);
  if (body.contentType === 'text/html' || /^<(!doctype html|html)/i.test(start))
    throw new InvalidRelease('url', 'leads to a web page, not to a release');
  if (body.contentType === 'application/x-bittorrent')
    throw new InvalidRelease('url', 'leads to something that calls itself a torrent, and is none');
  return {
    protocol: 'direct',
    itemKey: directLinkKey(link),
    title: body.fileName,
    sizeBytes: body.sizeBytes,
    payload: { kind: 'url', url: link },
  };
}

/** Indexers tell their errors in XML too, with status 200: `<error code="100" description="Incorrect user credentials"/>`. */
function readXml(file: Buffer, body: LinkBody): Release {
  const error = /<error\b[^<>]*\bdescription\s*=\s*"([^"<>]{1,200})"/i.exec(file.subarray(0, 10_000).toString());
  if (error !== null) throw new InvalidRelease('url', `leads to an indexer that says: ${withoutSecrets(error[1]!)}`);
  return readNzb(file, 'url', body.fileName);
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
