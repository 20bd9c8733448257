import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { CancelDownload, LeaveDownload, RemoveDownload } from '../../downloads/domain/commands.js';
import { Refused } from '../../downloads/domain/refused.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { conflict } from './answer.js';
import { type FaceTorrent } from './face-torrent.js';
import { Labels } from './labels.js';
import { TorrentNotes } from './torrent-notes.js';
import { Torrents } from './torrents.js';

type Hashes = readonly string[] | 'all';
type Said = Partial<Pick<FaceTorrent, 'category' | 'forceStart' | 'ratioLimit' | 'seedingTimeLimit'>> & {
  tags?: (before: readonly string[]) => string[];
};

/** What is done to torrents. It concerns those that the caller may change; any other hash is passed over, as the original does. */
@Injectable()
export class ChangeTorrents {
  constructor(
    private readonly downloads: DownloadGateway,
    private readonly torrents: Torrents,
    private readonly notes: TorrentNotes,
    private readonly labels: Labels,
  ) {}

  /** Gone for the caller at once, whenever the client lets go of it; others go on waiting for it. */
  async delete(hashes: Hashes, removeData: boolean, caller: Principal): Promise<void> {
    for (const torrent of await this.changeable(hashes, caller)) {
      await passingOver(['not-active', 'not-ended', 'not-found'], () =>
        this.downloads.execute(deletion(torrent, removeData, caller)),
      );
      if (torrent.joinId !== null) await this.notes.remove(torrent.joinId);
    }
  }

  /**
   * Another category for what is complete says that it was imported: while others wait for it, that is done with it, and its data are to stay.
   * @throws FaceRefusal 409 where there is no such category
   */
  async setCategory(hashes: Hashes, category: string, caller: Principal): Promise<void> {
    if (category !== '' && !(await this.labels.hasCategory(caller.name, category)))
      throw conflict('Incorrect category name');
    for (const torrent of await this.changeable(hashes, caller)) {
      const isImported = torrent.download.status === 'completed' && torrent.category !== category;
      if (torrent.joinId === null || !isImported || torrent.isLastAsker) await this.note(torrent, { category }, caller);
      else await this.downloads.execute(leaving(torrent.download.id, torrent.joinId, false, caller));
    }
  }

  async addTags(hashes: Hashes, tags: readonly string[], caller: Principal): Promise<void> {
    await this.labels.createTags(caller.name, tags);
    await this.say(hashes, { tags: (before) => [...new Set([...before, ...tags])] }, caller);
  }

  /** All of them where none is named. */
  async removeTags(hashes: Hashes, tags: readonly string[], caller: Principal): Promise<void> {
    await this.say(
      hashes,
      { tags: (before) => before.filter((tag) => tags.length > 0 && !tags.includes(tag)) },
      caller,
    );
  }

  async say(hashes: Hashes, said: Said, caller: Principal): Promise<void> {
    for (const torrent of await this.changeable(hashes, caller)) await this.note(torrent, said, caller);
  }

  /** Nothing can be said of what is another's. */
  private async note({ joinId, tags: before, ...torrent }: FaceTorrent, said: Said, caller: Principal): Promise<void> {
    if (joinId === null) return;
    const { category, forceStart, ratioLimit, seedingTimeLimit } = { ...torrent, ...said };
    const tags = said.tags ? said.tags(before) : [...before];
    await this.notes.put(caller.name, { joinId, category, tags, forceStart, ratioLimit, seedingTimeLimit });
  }

  /** Those of them that the caller may change. */
  async changeable(hashes: Hashes, caller: Principal): Promise<FaceTorrent[]> {
    const torrents = await this.torrents.list(caller, hashes === 'all' ? undefined : hashes);
    return torrents.filter(({ joinId }) => joinId !== null || hasScope(caller, 'admin'));
  }
}

/** Of one's own, a leave; of another's, what ends it. */
function deletion({ download: { id, status }, joinId }: FaceTorrent, removeData: boolean, caller: Principal) {
  if (joinId !== null) return leaving(id, joinId, removeData, caller, status === 'completed' ? 'collected' : 'user');
  const cause = causeOfRequest(caller);
  const isEnded = status === 'completed' || status === 'failed';
  return isEnded ? new RemoveDownload(id, removeData, 'user', cause) : new CancelDownload(id, removeData, false, cause);
}

const leaving = (
  downloadId: string,
  joinId: string,
  removeData: boolean,
  caller: Principal,
  reason: 'collected' | 'user' = 'collected',
) => new LeaveDownload(downloadId, joinId, removeData, reason, causeOfRequest(caller));

async function passingOver(codes: readonly Refused['code'][], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused) || !codes.includes(error.code)) throw error;
  }
}
