import { Injectable } from '@nestjs/common';
import { readKeySettings } from '../../http/auth/key-settings.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { DownloadFolder } from '../download-folder.js';
import { AddJobs } from './add-jobs.js';
import { type Answer, done, failed } from './answer.js';
import { ChangeJobs } from './change-jobs.js';
import { isInQueue, type Job } from './job.js';
import { Jobs } from './jobs.js';
import { type Parameters } from './parameters.js';
import { categoryNames, configAnswer, fullStatusAnswer, serverStatsAnswer } from './translate/config.js';
import { historyAnswer } from './translate/history.js';
import { queueAnswer } from './translate/queue.js';

type Mode = (parameters: Parameters, caller: Principal) => Answer | Promise<Answer>;

/** What is done in each `mode`, and in those of `queue` and `history` for each `name`. */
@Injectable()
export class Modes {
  constructor(
    private readonly jobs: Jobs,
    private readonly adding: AddJobs,
    private readonly changing: ChangeJobs,
    private readonly folder: DownloadFolder,
  ) {}

  /** @returns null where there is no such mode */
  async run(parameters: Parameters, caller: Principal): Promise<Answer | null> {
    const mode = parameters.get('mode') ?? '';
    const name = mode === 'queue' || mode === 'history' ? parameters.get('name') : undefined;
    const key = name === undefined ? mode : `${mode}/${name}`;
    if (Object.hasOwn(this.reads, key)) return this.reads[key]!(parameters, caller);
    if (!Object.hasOwn(this.changes, key)) return null;
    if (!hasScope(caller, 'request')) return failed(`The key ${caller.name} may only read.`);
    return this.changes[key]!(parameters, caller);
  }

  private readonly reads: Readonly<Record<string, Mode>> = {
    queue: async (parameters, caller) => {
      const all = (await this.jobs.list(caller)).filter(isInQueue);
      return queueAnswer(all.filter(asked(parameters)), all.length, pageOf(parameters));
    },
    history: async (parameters, caller) => {
      const all = (await this.jobs.list(caller)).filter((job) => !isInQueue(job));
      return historyAnswer(all.filter(asked(parameters)), pageOf(parameters));
    },
    get_config: async (_, caller) => configAnswer(await this.categoriesOf(caller), await this.folder.path('usenet')),
    get_cats: async (_, caller) => ({ categories: await this.categoriesOf(caller) }),
    get_scripts: () => ({ scripts: ['None'] }),
    fullstatus: async () => fullStatusAnswer(await this.folder.path('usenet'), process.uptime()),
    server_stats: () => serverStatsAnswer(),
    warnings: () => ({ warnings: [] }),
  };

  private readonly changes: Readonly<Record<string, Mode>> = {
    addfile: (parameters, caller) => this.adding.addFile(parameters, caller),
    addurl: (parameters, caller) => this.adding.addUrl(parameters, caller),
    'queue/delete': async (parameters, caller) =>
      done(await this.changing.delete('queue', named(parameters), parameters.flag('del_files'), caller)),
    'history/delete': async (parameters, caller) => {
      await this.changing.delete('history', named(parameters), parameters.flag('del_files'), caller);
      return done();
    },
    pause: (_, caller) => this.runAll('pause', caller),
    resume: (_, caller) => this.runAll('resume', caller),
    'queue/pause': async (parameters, caller) => done(await this.changing.run('pause', idsOf(parameters), caller)),
    'queue/resume': async (parameters, caller) => done(await this.changing.run('resume', idsOf(parameters), caller)),
    retry: (parameters, caller) => this.changing.retry(parameters.get('value') ?? '', caller),
    'queue/priority': async (parameters, caller) => ({ position: await this.positionOf(parameters, caller) }),
    switch: async (parameters, caller) => ({
      result: { position: await this.positionOf(parameters, caller), priority: 0 },
    }),
  };

  private async runAll(what: 'pause' | 'resume', caller: Principal): Promise<Answer> {
    await this.changing.run(what, ['all'], caller);
    return done();
  }

  /** Order and priority are the client's to know once it has the job: it stays where it is. -1 where it is not in the queue. */
  private async positionOf(parameters: Parameters, caller: Principal): Promise<number> {
    const queue = (await this.jobs.list(caller)).filter(isInQueue);
    return queue.findIndex(({ nzoId }) => nzoId === parameters.get('value'));
  }

  private async categoriesOf(caller: Principal): Promise<string[]> {
    const { categories = [] } = readKeySettings(caller.settings);
    return categoryNames([...categories, ...(await this.jobs.categories(caller))]);
  }
}

const pageOf = (parameters: Parameters) => ({ start: parameters.count('start'), limit: parameters.count('limit') });

const idsOf = (parameters: Parameters): string[] => parameters.list('value') ?? [];

/** `value` names jobs, or all of them, or those that ended in one way. */
function named(parameters: Parameters): (job: Job) => boolean {
  const ids = new Set(idsOf(parameters));
  return ({ nzoId, download: { status } }) => ids.has('all') || ids.has(status) || ids.has(nzoId);
}

/** Filtered first and cut afterwards, so that nothing that was asked for is missing. */
function asked(parameters: Parameters): (job: Job) => boolean {
  const [ids, search] = [parameters.list('nzo_ids'), parameters.get('search')?.toLowerCase()];
  const category = parameters.get('category') ?? parameters.get('cat');
  const isFailedOnly = parameters.flag('failed_only');
  return (job) =>
    (category === undefined || job.category === category) &&
    (ids === undefined || ids.includes(job.nzoId)) &&
    (search === undefined || job.name.toLowerCase().includes(search)) &&
    (!isFailedOnly || job.download.status === 'failed');
}
