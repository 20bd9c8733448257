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

const OK = text('Ok.');
const FAILS = text('Fails.');

/** `torrents/add`: answered once it is in the log, and to be seen at once. */
@Injectable()
export class AddTorrents {
  constructor(
    private readonly downloads: DownloadGateway,
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

  private async take(request: DownloadRequest, { category, tags, forceStart }: AddRequest, caller: Principal) {
    const begun = await this.begin(request, caller);
    if (begun === null) return false;
    const { ratio, seconds } = request.seedGoal ?? {};
    // Who has joined another's download asks for limits of their own.
    const limits = {
      ratioLimit: begun.joinId ? (ratio ?? null) : null,
      seedingTimeLimit: begun.joinId && seconds !== undefined ? Math.ceil(seconds / 60) : null,
    };
    await this.notes.put(caller.name, { joinId: begun.joinId ?? begun.id, category, tags, forceStart, ...limits });
    return true;
  }

  /** @returns null where it is refused */
  private async begin(request: DownloadRequest, caller: Principal) {
    try {
      return await this.downloads.execute(new InitiateDownload(request, causeOfRequest(caller)));
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }
}
