import { type QbittorrentFile, type QbittorrentTorrent } from './qbittorrent-rpc.js';
import { type ClientFile } from '../download-client.js';

/** Paths are those of the machine that qBittorrent runs on, which may be Windows. */
const isWindows = (path: string): boolean => /^([a-z]:|[\\/]{2})/i.test(path);
const isAbsolute = (path: string): boolean => path.startsWith('/') || isWindows(path);
const withoutEnd = (path: string): string => path.replace(/(?<=.)[\\/]+$/, '');

/** One spelling for each place: Windows knows no capitals, and takes either stroke. */
const comparable = (path: string): string =>
  isWindows(path) ? withoutEnd(path).replaceAll('\\', '/').toLowerCase() : withoutEnd(path);

export const isSamePath = (a: string, b: string): boolean => comparable(a) === comparable(b);

/** Whether it is this folder, or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  isSamePath(path, folder) || comparable(path).startsWith(`${comparable(folder).replace(/\/$/, '')}/`);

/** Where its data are. In the moment after an add it may be told without its folder: then it is not known. */
export const contentPathOf = ({ content_path: path }: QbittorrentTorrent): string | null =>
  path && isAbsolute(path) ? withoutEnd(path) : null;

/** Several files without a folder of their own: what it names is a folder that holds others' data as well. */
export function isLoose(torrent: QbittorrentTorrent): boolean {
  const content = contentPathOf(torrent);
  const folders = [torrent.save_path, torrent.download_path].filter((path) => !!path);
  return content !== null && folders.some((folder) => isSamePath(content, folder!));
}

/** Complete, but still where incomplete ones are kept. Either folder may lie within the other: the nearer one counts. */
export function isAwaitingMove(torrent: QbittorrentTorrent): boolean {
  const content = contentPathOf(torrent);
  const { download_path: incomplete, save_path: final } = torrent;
  if (content === null || !incomplete || !isWithin(content, incomplete)) return false;
  return !isWithin(content, final) || comparable(incomplete).length > comparable(final).length;
}

/** Those that are wanted, where they lie now. */
export function filesFrom(torrent: QbittorrentTorrent, files: readonly QbittorrentFile[]): ClientFile[] {
  const folder = folderOf(torrent, files);
  return files
    .filter(({ priority }) => priority !== 0)
    .map(({ name, size }) => ({ path: joined(folder, name), sizeBytes: size }));
}

/** The folder that the names of the files begin in. After a move that failed it is not the one that it is said to be saved in. */
function folderOf(torrent: QbittorrentTorrent, files: readonly QbittorrentFile[]): string {
  const content = contentPathOf(torrent);
  if (content === null) return withoutEnd(torrent.save_path);
  if (isLoose(torrent)) return content;
  const first = files[0]?.name ?? '';
  const top = files.length === 1 ? first : first.split(/[\\/]/)[0]!;
  const above = content.slice(0, -top.length);
  return top !== '' && isSamePath(content, joined(above, top)) ? withoutEnd(above) : content;
}

function joined(folder: string, name: string): string {
  const end = withoutEnd(folder);
  if (isWindows(end) && end.includes('\\')) return `${end}\\${name.replaceAll('/', '\\')}`;
  return end === '/' ? `/${name}` : `${end}/${name}`;
}
