import { contentPathOf, isLoose, isSamePath, isWithin } from './qbittorrent-paths.js';
import { type QbittorrentTorrent } from './qbittorrent-rpc.js';

/** Another torrent whose data is this one's as well, or lies around or within it: seeded on two trackers, say. */
export function holderOfSameData(
  torrent: QbittorrentTorrent,
  all: readonly QbittorrentTorrent[],
): QbittorrentTorrent | null {
  const content = contentPathOf(torrent);
  if (content === null) return null;
  const holds = (other: QbittorrentTorrent): boolean => {
    const path = contentPathOf(other);
    if (path === null || other.hash === torrent.hash) return false;
    // Files that lie loosely in a folder do not own it: only others of the same folder may be the same.
    return (
      isSamePath(path, content) ||
      (!isLoose(other) && isWithin(content, path)) ||
      (!isLoose(torrent) && isWithin(path, content))
    );
  };
  return all.find(holds) ?? null;
}
