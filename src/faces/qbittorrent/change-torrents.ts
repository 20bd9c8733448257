import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { CancelDownload, PauseDownload, RemoveDownload, ResumeDownload } from '../../downloads/domain/commands.js';
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

  /** Gone for the caller at once, whenever the client lets go of it. */
  async delete(hashes: Hashes, removeData: boolean, caller: Principal): Promise<void> {
    for (const { hash, download } of await this.changeable(hashes, caller)) {
      const { id, status } = download;
      const cause = causeOfRequest(caller);
      const isEnded = status === 'completed' || status === 'failed';
      const reason = status === 'completed' ? 'collected' : 'user';
      await passingOver(['not-active', 'not-ended', 'not-found'], () =>
        this.downloads.execute(
          isEnded
            ? new RemoveDownload(id, removeData, reason, cause)
            : new CancelDownload(id, removeData, false, cause),
        ),
      );
      await this.notes.markLeft(caller.name, hash, id);
    }
  }

  /** What has ended, or is not in its client yet, is passed over. */
  async run(what: 'pause' | 'resume', hashes: Hashes, caller: Principal): Promise<void> {
    const Command = what === 'pause' ? PauseDownload : ResumeDownload;
    for (const { download } of await this.changeable(hashes, caller)) {
      await passingOver(['not-active', 'not-found', 'not-supported', 'client-unavailable'], () =>
        this.downloads.execute(new Command(download.id, causeOfRequest(caller))),
      );
    }
  }

  /** @throws FaceRefusal 409 where there is no such category */
  async setCategory(hashes: Hashes, category: string, caller: Principal): Promise<void> {
    if (category !== '' && !(await this.labels.hasCategory(caller.name, category)))
      throw conflict('Incorrect category name');
    await this.say(hashes, { category }, caller);
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

  async say(hashes: Hashes, { tags, ...said }: Said, caller: Principal): Promise<void> {
    for (const torrent of await this.changeable(hashes, caller)) {
      const { hash, category, forceStart, ratioLimit, seedingTimeLimit } = torrent;
      const before = { hash, category, forceStart, ratioLimit, seedingTimeLimit, downloadId: torrent.download.id };
      const after = tags ? tags(torrent.tags) : [...torrent.tags];
      await this.notes.put(caller.name, { ...before, ...said, tags: after });
    }
  }

  private async changeable(hashes: Hashes, caller: Principal): Promise<FaceTorrent[]> {
    const torrents = await this.torrents.list(caller, hashes === 'all' ? undefined : hashes);
    return torrents.filter(({ isOwn }) => isOwn || hasScope(caller, 'admin'));
  }
}

async function passingOver(codes: readonly Refused['code'][], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused) || !codes.includes(error.code)) throw error;
  }
}
