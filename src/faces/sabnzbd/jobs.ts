import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type AskerView, ListAskers } from '../../downloads/queries/list-askers.js';
import { ListPresentDownloads } from '../../downloads/queries/list-present-downloads.js';
import { type PresentDownload } from '../../downloads/queries/present-download.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { isInQueue, type Job, nzoIdOf } from './job.js';

/** What a caller sees: the NZBs that its key waits for, and all others where the key may read everything. */
@Injectable()
export class Jobs {
  constructor(private readonly queries: QueryBus) {}

  /** From tables alone, the oldest first. */
  async list(caller: Principal): Promise<Job[]> {
    const askers = await this.queries.execute(new ListAskers({ actor: caller.name }));
    const ids = askers.map(({ downloadId }) => downloadId);
    const among = hasScope(caller, 'read') ? undefined : { ids, keys: [] };
    return jobsOf(caller, await this.queries.execute(new ListPresentDownloads(among)), askers);
  }

  /** @param ids of jobs; `all` */
  async find(caller: Principal, ids: readonly string[], where: 'queue' | 'history'): Promise<Job[]> {
    const there = (await this.list(caller)).filter((job) => isInQueue(job) === (where === 'queue'));
    return ids.includes('all') ? there : there.filter(({ nzoId }) => ids.includes(nzoId));
  }

  /** The names of the categories in which the caller has asked for something. */
  async categories({ name }: Principal): Promise<string[]> {
    const askers = await this.queries.execute(new ListAskers({ actor: name }));
    return askers.map(({ category }) => category).filter((category) => category !== null);
  }
}

export function jobsOf(
  caller: Pick<Principal, 'scopes'>,
  downloads: readonly PresentDownload[],
  askers: readonly AskerView[],
): Job[] {
  return downloads
    .filter(({ protocol, isLeaving }) => protocol === 'usenet' && !isLeaving)
    .flatMap((download): Job[] => {
      const own = askers.filter(({ downloadId }) => downloadId === download.id);
      if (own.length > 0) return own.map((asker) => ownJob(download, asker));
      // What no client ever had is there for its asker to hear of.
      const isHeardOf = download.status !== 'failed' || download.downloadClientId !== null;
      return hasScope(caller, 'read') && isHeardOf ? [othersJob(download)] : [];
    });
}

const ownJob = (download: PresentDownload, { joinId, title, category }: AskerView): Job => {
  return { nzoId: nzoIdOf(joinId), name: title, category: category ?? '*', download, joinId };
};

const othersJob = (download: PresentDownload): Job => {
  const { id, title, category } = download;
  return { nzoId: nzoIdOf(id), name: title, category: category ?? '*', download, joinId: null };
};
