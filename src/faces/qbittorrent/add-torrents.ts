import { Injectable } from '@nestjs/common';
import { requestPolicy, USUAL_IN_FACES } from '../../downloads/api/request-policy.js';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { type DownloadRequest, InitiateDownload } from '../../downloads/commands/initiate-download.js';
import { Refused } from '../../downloads/domain/refused.js';
import { type Principal } from '../../http/auth/principal.js';
import { type AddRequest, readAdd } from './add-request.js';
import { type Answer, text } from './answer.js';
import { Labels } from './labels.js';
import { type Parameters } from './parameters.js';
import { RunTorrents } from './run-torrents.js';
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
    private readonly running: RunTorrents,
  ) {}

  /** `Ok.` where one of them was taken, as the original says it. */
  async add(parameters: Parameters, caller: Principal): Promise<Answer> {
    const add = readAdd(parameters, requestPolicy(caller, USUAL_IN_FACES));
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
    const { category, tags, forceStart, isPaused } = add;
    const { ratio, seconds } = request.seedGoal ?? {};
    // Who has joined another's download asks for limits of their own.
    const limits = {
      ratioLimit: begun.joinId ? (ratio ?? null) : null,
      seedingTimeLimit: begun.joinId && seconds !== undefined ? Math.ceil(seconds / 60) : null,
    };
    await this.notes.put(caller.name, { joinId: begun.joinId ?? begun.id, category, tags, forceStart, ...limits });
    // One that was there already is not stopped for those who wait for it.
    if (isPaused && begun.position !== null && !begun.joinId) await this.running.pauseLater(begun.id, caller);
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
