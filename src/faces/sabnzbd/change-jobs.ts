import { Injectable } from '@nestjs/common';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { DownloadGateway } from '../../downloads/api/download-gateway.js';
import { RetryDownload } from '../../downloads/commands/retry-download.js';
import {
  CancelDownload,
  LeaveDownload,
  PauseDownload,
  RemoveDownload,
  ResumeDownload,
} from '../../downloads/domain/commands.js';
import { Refused } from '../../downloads/domain/refused.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { type Answer, done, failed } from './answer.js';
import { type Job, nzoIdOf } from './job.js';
import { Jobs } from './jobs.js';

/** What is done to jobs. It concerns those that the caller may change; any other id is passed over, as the original does. */
@Injectable()
export class ChangeJobs {
  constructor(
    private readonly downloads: DownloadGateway,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Gone for the caller at once, whenever the client lets go of it; others go on waiting for it. The data of what has completed stay, as the
   * original keeps them: they are the caller's to move.
   */
  async delete(
    where: 'queue' | 'history',
    isMeant: (job: Job) => boolean,
    removeData: boolean,
    caller: Principal,
  ): Promise<string[]> {
    const jobs = (await this.changeable(where, ['all'], caller)).filter(isMeant);
    for (const job of jobs) await unlessLate(() => this.downloads.execute(deletion(job, removeData, caller)));
    return jobs.map(({ nzoId }) => nzoId);
  }

  /** What is not in its client yet, or cannot be paused there, is passed over. */
  async run(what: 'pause' | 'resume', ids: readonly string[], caller: Principal): Promise<string[]> {
    const Command = what === 'pause' ? PauseDownload : ResumeDownload;
    const jobs = await this.changeable('queue', ids, caller);
    for (const { download } of jobs)
      if (download.askers <= 1 || hasScope(caller, 'admin'))
        await unlessLate(() => this.downloads.execute(new Command(download.id, causeOfRequest(caller))));
    return jobs.map(({ nzoId }) => nzoId);
  }

  /** A new attempt at what has failed, in the place of the old one. */
  async retry(id: string, caller: Principal): Promise<Answer> {
    const [job] = (await this.changeable('history', [id], caller)).filter(
      ({ download }) => download.status === 'failed',
    );
    if (!job) return failed('There is no such job that has failed.');
    try {
      const begun = await this.downloads.execute(new RetryDownload(job.download.id, causeOfRequest(caller)));
      await unlessLate(() => this.downloads.execute(deletion(job, false, caller)));
      return { ...done(), nzo_id: nzoIdOf(begun.id) };
    } catch (error) {
      if (error instanceof Refused) return failed(error.message);
      throw error;
    }
  }

  private async changeable(where: 'queue' | 'history', ids: readonly string[], caller: Principal): Promise<Job[]> {
    const jobs = await this.jobs.find(caller, ids, where);
    return jobs.filter(({ joinId }) => joinId !== null || hasScope(caller, 'admin'));
  }
}

/** Of one's own, a leave; of another's, what ends it. */
function deletion({ download: { id, status }, joinId }: Job, asked: boolean, caller: Principal) {
  const cause = causeOfRequest(caller);
  const removeData = asked && status !== 'completed';
  if (joinId !== null)
    return new LeaveDownload(id, joinId, removeData, status === 'completed' ? 'collected' : 'user', cause);
  const isEnded = status === 'completed' || status === 'failed';
  return isEnded ? new RemoveDownload(id, removeData, 'user', cause) : new CancelDownload(id, removeData, false, cause);
}

const LATE: readonly Refused['code'][] = [
  'not-active',
  'not-ended',
  'not-found',
  'not-supported',
  'client-unavailable',
];

async function unlessLate(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused) || !LATE.includes(error.code)) throw error;
  }
}
