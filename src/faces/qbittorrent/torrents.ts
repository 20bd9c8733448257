import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type AskerView, ListAskers } from '../../downloads/queries/list-askers.js';
import { ListPresentDownloads } from '../../downloads/queries/list-present-downloads.js';
import { type PresentDownload } from '../../downloads/queries/present-download.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { type FaceTorrent } from './face-torrent.js';
import { type TorrentNote, TorrentNotes } from './torrent-notes.js';
import { WantedPauses } from './wanted-pauses.js';

/** What a caller sees: what its key waits for, and everything else that is no NZB where the key may read all. */
@Injectable()
export class Torrents {
  constructor(
    private readonly queries: QueryBus,
    private readonly notes: TorrentNotes,
    private readonly pauses: WantedPauses,
  ) {}

  /** From tables alone. @param hashes those of them that are asked for; all without */
  async list(caller: Principal, hashes?: readonly string[]): Promise<FaceTorrent[]> {
    if (hashes?.length === 0) return [];
    const [askers, notes, pauses] = await Promise.all([
      this.queries.execute(new ListAskers({ actor: caller.name })),
      this.notes.of(caller.name),
      this.pauses.list(),
    ]);
    const ids = askers.filter(({ itemKey }) => !hashes || hashes.includes(itemKey)).map((asker) => asker.downloadId);
    const among = hasScope(caller, 'read') && !hashes ? undefined : { ids, keys: hashes ?? [] };
    const downloads = await this.queries.execute(new ListPresentDownloads(among));
    const paused = new Set(pauses.map(({ downloadId }) => downloadId));
    const torrents = torrentsOf(caller, downloads, askers, notes).map((torrent) =>
      paused.has(torrent.download.id) ? { ...torrent, isPauseWanted: true } : torrent,
    );
    return hashes ? torrents.filter((torrent) => isCalled(torrent, hashes)) : torrents;
  }

  async find(caller: Principal, hash: string): Promise<FaceTorrent | null> {
    return (await this.list(caller, [hash.toLowerCase()]))[0] ?? null;
  }
}

/** By the hash that was asked for, or by the one that its client has it under: of a hybrid, either. */
const isCalled = ({ hash, download }: FaceTorrent, hashes: readonly string[]): boolean =>
  hashes.includes(hash) || (download.downloadClientId !== null && hashes.includes(download.downloadClientId));

/** The caller's own, each under the hash and the category that it was asked for; and, to one who may read all, what others have. */
export function torrentsOf(
  caller: Pick<Principal, 'name' | 'scopes'>,
  downloads: readonly PresentDownload[],
  askers: readonly AskerView[],
  notes: ReadonlyMap<string, TorrentNote>,
): FaceTorrent[] {
  const shown = downloads.filter(({ isLeaving }) => !isLeaving);
  const sharesOf = byDownload(askers);
  const own = shown.flatMap((download) =>
    (sharesOf.get(download.id) ?? [])
      .filter(({ joinId }) => download.protocol !== 'usenet' || notes.has(joinId))
      .map((asker) => ownTorrent(download, asker, notes.get(asker.joinId))),
  );
  if (!hasScope(caller, 'read')) return newestOfEach(own);
  const ownHashes = new Set(own.map(({ hash }) => hash));
  const others = shown.filter(
    (download) =>
      download.protocol !== 'usenet' &&
      !ownHashes.has(download.itemKey) &&
      !(sharesOf.has(download.id) || isKnownToItsAskerAlone(download)),
  );
  return newestOfEach([...own, ...others.map(foreignTorrent)]);
}

function byDownload(askers: readonly AskerView[]): ReadonlyMap<string, AskerView[]> {
  const groups = new Map<string, AskerView[]>();
  for (const asker of askers) {
    const group = groups.get(asker.downloadId);
    if (group) group.push(asker);
    else groups.set(asker.downloadId, [asker]);
  }
  return groups;
}

/** No client ever had it: it is there for its asker to hear of. */
const isKnownToItsAskerAlone = ({ status, downloadClientId }: PresentDownload): boolean =>
  status === 'failed' && downloadClientId === null;

const ownTorrent = (download: PresentDownload, asker: AskerView, note: TorrentNote | undefined): FaceTorrent => ({
  hash: asker.itemKey,
  name: asker.title,
  download,
  category: note?.category ?? asker.category ?? '',
  tags: note?.tags ?? [],
  forceStart: note?.forceStart ?? false,
  ratioLimit: note?.ratioLimit ?? null,
  seedingTimeLimit: note?.seedingTimeLimit ?? null,
  joinId: asker.joinId,
  isLastAsker: download.askers <= 1,
  isPauseWanted: false,
});

const foreignTorrent = (download: PresentDownload): FaceTorrent => ({
  hash: download.itemKey,
  name: download.title,
  download,
  category: download.category ?? '',
  tags: [],
  forceStart: false,
  ratioLimit: null,
  seedingTimeLimit: null,
  joinId: null,
  isLastAsker: download.askers === 0,
  isPauseWanted: false,
});

/** The same hash may be in two clients. */
const newestOfEach = (torrents: readonly FaceTorrent[]): FaceTorrent[] => [
  ...new Map(torrents.map((torrent) => [`${torrent.hash} ${torrent.category}`, torrent])).values(),
];
