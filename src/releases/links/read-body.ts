import { textAtStart, textIn } from './body-text.js';
import { isGzip, unpackedHead } from './compression.js';
import { directLinkKey } from './direct-link.js';
import { type LinkBody, unpackedBody } from './link-body.js';
import { unwantedKind } from './file-kind.js';
import { readMagnet } from '../torrents/magnet.js';
import { isMagnet } from '../torrents/magnet-parameters.js';
import { rootOf } from './markup.js';
import { LARGEST_NZB, readingNzb } from '../nzb/nzb.js';
import { InvalidRelease, type Release } from '../release.js';
import { indexerError, saidInstead } from './said-instead.js';
import { inSlices } from '../sliced.js';
import { LARGEST_TORRENT, readingTorrentFile } from '../torrents/torrent-file.js';

const LONGEST_MAGNET = 100_000;
const CALLED: Readonly<Record<string, string>> = {
  'application/x-bittorrent': 'a torrent',
  'application/x-nzb': 'an NZB',
  'application/nzb': 'an NZB',
};

/**
 * Reads what a link leads to: a torrent, an NZB or a magnet, also packed with gzip, else a file that is what its link is asked
 * for. Only what can be that counts: video, audio, an archive, an image of a disc. Text never is, whatever it is called.
 * @param link as `normalLink` writes it
 * @throws InvalidRelease with what was found
 */
export async function readBody(link: string, body: LinkBody): Promise<Release> {
  if (body.head.length === 0) throw found('nothing');
  const plain = isGzip(body.head) ? unpackedFile(body) : body;
  return (plain && (await readKnown(plain))) ?? directFile(link, body);
}

/** @returns null for what is no text */
async function readKnown(body: LinkBody): Promise<Release | null> {
  if (isBencoded(body.head)) return inSlices(readingTorrentFile(await body.readAll(LARGEST_TORRENT), 'url'));
  const text = textAtStart(body.head, body.charset);
  if (text === null) return null;
  if (isMagnet(text)) return readMagnet(firstLine(await body.readAll(LONGEST_MAGNET)), 'url');
  if (rootOf(text) === 'nzb') return inSlices(readingNzb(await body.readAll(LARGEST_NZB), 'url', body.fileName));
  const error = indexerError(text);
  if (error !== null) throw new InvalidRelease('url', `leads to an indexer that says: ${error}`);
  const said = text.trim() === '' ? 'nothing' : saidInstead(text, body.contentType);
  const called = CALLED[body.contentType];
  if (called === undefined) throw found(said);
  throw new InvalidRelease('url', `leads to something that calls itself ${called}, and is none: ${said}`);
}

async function directFile(link: string, body: LinkBody): Promise<Release> {
  const { head, contentType, fileName, sizeBytes } = body;
  const called = CALLED[contentType];
  if (called !== undefined)
    throw new InvalidRelease('url', `leads to something that calls itself ${called}, and is none`);
  const unwanted = await unwantedKind(head, contentType, fileName);
  if (unwanted !== null) throw found(unwanted);
  return {
    protocol: 'direct',
    itemKey: directLinkKey(link),
    title: fileName,
    sizeBytes,
    payload: { kind: 'url', url: link },
  };
}

/** What is in a `.torrent.gz`, and what a server has compressed without saying so; null when it cannot be told. */
function unpackedFile(body: LinkBody): LinkBody | null {
  const head = unpackedHead(body.head, 'gzip');
  if (head === null) return null;
  const fileName = body.fileName?.replace(/\.gz$/i, '') ?? null;
  const readAll = async (largest: number) => unpackedBody(await body.readAll(largest), 'gzip', largest);
  return { ...body, head, fileName, readAll };
}

const isBencoded = (head: Buffer): boolean => /^d\d{1,3}:/.test(head.toString('latin1', 0, 5));

const firstLine = (bytes: Buffer): string => (textIn(bytes) ?? '').trim().split(/[\r\n]/)[0] ?? '';

const found = (what: string): InvalidRelease => new InvalidRelease('url', `leads to ${what}, not to a release`);
