import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListPresentDownloads } from '../../downloads/queries/list-present-downloads.js';
import { type PresentDownload } from '../../downloads/queries/present-download.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { type FaceTorrent } from './face-torrent.js';
import { type TorrentNote, TorrentNotes } from './torrent-notes.js';

/** What a caller sees: what its key has asked for, and everything else that is no NZB where the key may read all. */
@Injectable()
export class Torrents {
  constructor(
    private readonly queries: QueryBus,
    private readonly notes: TorrentNotes,
  ) {}

  /** From tables alone. @param hashes those of them that are asked for; all without */
  async list(caller: Principal, hashes?: readonly string[]): Promise<FaceTorrent[]> {
    if (hashes?.length === 0) return [];
    const [downloads, notes] = await Promise.all([
      this.queries.execute(new ListPresentDownloads(hashes)),
      this.notes.of(caller.name),
    ]);
    const shown = downloads.map((download) => shownTo(caller, download, notes.get(download.id)));
    return oneForEachHash(shown.filter((torrent) => torrent !== null));
  }

  async find(caller: Principal, hash: string): Promise<FaceTorrent | null> {
    return (await this.list(caller, [hash.toLowerCase()]))[0] ?? null;
  }
}

/** Null where the caller does not see it: it is not theirs, they are done with it, or it is about to go. */
export function shownTo(
  caller: Pick<Principal, 'name' | 'scopes'>,
  download: PresentDownload,
  note: TorrentNote | undefined,
): FaceTorrent | null {
  const isOwn = download.actor === caller.name;
  if (download.isLeaving || note?.hasLeft) return null;
  if (!isOwn && !hasScope(caller, 'read')) return null;
  // One that was asked for here is shown here, whatever it has turned out to be.
  if (download.protocol === 'usenet' && !note) return null;
  if (download.status === 'failed' && download.downloadClientId === null && !isOwn) return null;
  return {
    hash: download.itemKey,
    download,
    category: note?.category ?? download.category ?? '',
    tags: note?.tags ?? [],
    forceStart: note?.forceStart ?? false,
    ratioLimit: note?.ratioLimit ?? null,
    seedingTimeLimit: note?.seedingTimeLimit ?? null,
    isOwn,
    isLastAsker: true,
  };
}

/** The same hash may be in two clients: the caller's own counts, and the newest. */
function oneForEachHash(torrents: readonly FaceTorrent[]): FaceTorrent[] {
  const byHash = new Map<string, FaceTorrent>();
  for (const torrent of torrents) {
    const other = byHash.get(torrent.hash);
    if (!other || torrent.isOwn || !other.isOwn) byHash.set(torrent.hash, torrent);
  }
  return [...byHash.values()];
}
