import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { requestPolicy } from '../../downloads/api/request-policy.js';
import { InitiateDownload } from '../../downloads/commands/initiate-download.js';
import { Refused } from '../../downloads/domain/refused.js';
import { type Principal } from '../../http/auth/principal.js';
import { type Answer, done, failed, REJECTED } from './answer.js';
import { type Asked, readLink, readUpload } from './add-request.js';
import { type Job, nzoIdOf } from './job.js';
import { Jobs } from './jobs.js';
import { type Parameters } from './parameters.js';

/**
 * Programs move what they get from here away, so that who joins would find nothing: a duplicate gets the good no, unless the key says that
 * it joins.
 */
const USUAL = { duplicates: 'refuse', ignoreLibrary: true } as const;

/** `addfile` and `addurl`: answered once it is in the log, and to be seen at once. */
@Injectable()
export class AddJobs {
  constructor(
    private readonly downloads: DownloadGateway,
    private readonly jobs: Jobs,
  ) {}

  async addFile(parameters: Parameters, caller: Principal): Promise<Answer> {
    const asked = await readUpload(parameters);
    return asked ? this.add(asked, caller) : failed('No NZB came along: send it as the file `name`.');
  }

  async addUrl(parameters: Parameters, caller: Principal): Promise<Answer> {
    const asked = readLink(parameters);
    return asked ? this.add(asked, caller) : failed('expects one parameter');
  }

  private async add(asked: Asked, caller: Principal): Promise<Answer> {
    const request = { ...asked, ...requestPolicy(caller, USUAL), client: null, indexer: null, seedGoal: null };
    try {
      const begun = await this.downloads.execute(new InitiateDownload(request, causeOfRequest(caller)));
      return done([nzoIdOf(begun.joinId ?? begun.id)]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return this.refused(error, asked, caller);
    }
  }

  /** Asked for again by the same one, it is the same; another's, or what lies in the library, is a duplicate. */
  private async refused(error: Refused, { category }: Asked, caller: Principal): Promise<Answer> {
    if (error.code === 'already-in-library') return REJECTED;
    if (error.code !== 'duplicate-download') return failed(error.message);
    const { existing, forceable = false } = error.details;
    const isOwn = ({ download, joinId, ...job }: Job) =>
      download.id === existing && joinId !== null && job.category === (category ?? '*');
    const own = forceable ? undefined : (await this.jobs.list(caller)).find(isOwn);
    return own ? done([own.nzoId]) : REJECTED;
  }
}
