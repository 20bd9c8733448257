import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { type DownloadRequest, InitiateDownload } from '../../downloads/commands/initiate-download.js';
import { Refused } from '../../downloads/domain/refused.js';
import { type Principal } from '../../http/auth/principal.js';
import { type AddRequest, readAdd } from './add-request.js';
import { type Answer, text } from './answer.js';
import { Labels } from './labels.js';
import { type Parameters } from './parameters.js';
import { TorrentNotes } from './torrent-notes.js';
import { Torrents } from './torrents.js';

const OK = text('Ok.');
const FAILS = text('Fails.');

/** `torrents/add`: answered once it is in the log, and to be seen at once. */
@Injectable()
export class AddTorrents {
  constructor(
    private readonly downloads: DownloadGateway,
    private readonly torrents: Torrents,
    private readonly notes: TorrentNotes,
    private readonly labels: Labels,
  ) {}

  /** `Ok.` where one of them was taken, as the original says it. */
  async add(parameters: Parameters, caller: Principal): Promise<Answer> {
    const add = readAdd(parameters);
    if (add.category !== '') await this.labels.keepCategory(caller.name, add.category);
    if (add.tags.length > 0) await this.labels.createTags(caller.name, add.tags);
    const taken: boolean[] = [];
    // One after another: two of them may be the same.
    for (const request of add.requests) taken.push(await this.take(request, add, caller));
    return taken.includes(true) ? OK : FAILS;
  }

  private async take(request: DownloadRequest, add: AddRequest, caller: Principal): Promise<boolean> {
    const begun = await this.begin(request, caller);
    if (begun === null) return false;
    const { category, tags, forceStart } = add;
    const note = { category, tags, forceStart, ratioLimit: null, seedingTimeLimit: null };
    await this.notes.put(caller.name, { ...note, hash: begun.itemKey, downloadId: begun.id });
    return true;
  }

  /** @returns null where it is refused; what the caller has already is taken once more */
  private async begin(request: DownloadRequest, caller: Principal): Promise<{ id: string; itemKey: string } | null> {
    try {
      return await this.downloads.execute(new InitiateDownload(request, causeOfRequest(caller)));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { existing, forceable = false } = error.details;
      if (error.code !== 'duplicate-download' || existing === undefined || forceable) return null;
      return this.own(existing, caller);
    }
  }

  private async own(downloadId: string, caller: Principal): Promise<{ id: string; itemKey: string } | null> {
    const own = (await this.torrents.list(caller)).find(({ download, isOwn }) => isOwn && download.id === downloadId);
    return own ? { id: downloadId, itemKey: own.hash } : null;
  }
}
