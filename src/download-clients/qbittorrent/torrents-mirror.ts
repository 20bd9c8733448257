import { randomUUID } from 'node:crypto';
import { idOf } from './qbittorrent-items.js';
import { type MainData, type QbittorrentTorrent } from './qbittorrent-rpc.js';

export type MirrorChange = {
  full: boolean;
  torrents: readonly QbittorrentTorrent[];
  /** Their ids. */
  removed: readonly string[];
};

/** What qBittorrent has told in parts, put together: `sync/maindata` names only the fields that have changed. */
export class TorrentsMirror {
  /** So that an answer of an earlier run is not taken for one of this. */
  readonly #run = randomUUID();
  #torrents = new Map<string, QbittorrentTorrent>();
  #rid = 0;

  /** The number to go on from: 0, for everything, where `since` is not the last answer. */
  ridAfter(since: string | null): number {
    return since === this.since ? this.#rid : 0;
  }

  get since(): string {
    return `${this.#run}:${this.#rid}`;
  }

  /** @returns null where it builds on what was never told: then everything has to be asked for */
  apply({ rid, full_update: full = false, torrents = {}, torrents_removed: gone = [] }: MainData): MirrorChange | null {
    const next = full ? new Map<string, QbittorrentTorrent>() : this.#torrents;
    const changed = Object.entries(torrents).map(([hash, fields]) => ({ ...next.get(hash), ...fields, hash }));
    if (!changed.every(isWhole)) return null;
    const lost = full ? [] : gone.flatMap((hash) => next.get(hash) ?? []);
    for (const hash of gone) next.delete(hash);
    for (const torrent of changed) next.set(torrent.hash, torrent);
    this.#torrents = next;
    this.#rid = rid;
    // A hybrid is removed under one hash and comes under another in the same answer: it has never been away.
    const held = lost.length === 0 ? null : new Set([...next.values()].map(idOf));
    return { full, torrents: changed, removed: lost.map(idOf).filter((id) => !held?.has(id)) };
  }
}

const isWhole = (torrent: Partial<QbittorrentTorrent>): torrent is QbittorrentTorrent =>
  typeof torrent.state === 'string' && typeof torrent.name === 'string' && typeof torrent.total_size === 'number';
