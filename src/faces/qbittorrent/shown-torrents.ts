import { Injectable } from '@nestjs/common';
import { type Principal } from '../../http/auth/principal.js';
import { DownloadFolder } from '../download-folder.js';
import { type FaceTorrent } from './face-torrent.js';
import { Torrents } from './torrents.js';
import { torrentProperties } from './translate/torrent-details.js';
import { torrentInfo, type TorrentInfo } from './translate/torrent-info.js';

/** Torrents in the shapes of the original. */
@Injectable()
export class ShownTorrents {
  constructor(
    private readonly torrents: Torrents,
    private readonly folder: DownloadFolder,
  ) {}

  /** @param hashes of these alone */
  async infos(caller: Principal, hashes?: readonly string[]): Promise<TorrentInfo[]> {
    const [torrents, folder] = await Promise.all([this.torrents.list(caller, hashes), this.folder.path('torrent')]);
    const now = new Date();
    let position = 0;
    const placed = ({ download }: FaceTorrent) => (download.status === 'completed' ? 0 : ++position);
    return torrents.map((torrent) => torrentInfo(torrent, { folder, position: placed(torrent), now }));
  }

  async properties(torrent: FaceTorrent) {
    return torrentProperties(torrent, { folder: await this.folder.path('torrent'), position: 1, now: new Date() });
  }
}
