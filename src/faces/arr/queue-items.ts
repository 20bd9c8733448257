import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type AskerView, ListAskers } from '../../downloads/queries/list-askers.js';
import { ListPresentDownloads } from '../../downloads/queries/list-present-downloads.js';
import { type PresentDownload } from '../../downloads/queries/present-download.js';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { type QueueItem } from './translate/queue-item.js';

/** What a caller sees of the queue: what its key waits for, and everything else where the key may read all. */
@Injectable()
export class QueueItems {
  constructor(private readonly queries: QueryBus) {}

  /** From tables alone, the oldest first. */
  async list(caller: Principal): Promise<QueueItem[]> {
    const askers = await this.queries.execute(new ListAskers({ actor: caller.name }));
    const ids = askers.map(({ downloadId }) => downloadId);
    const seesAll = hasScope(caller, 'read');
    const downloads = await this.queries.execute(new ListPresentDownloads(seesAll ? undefined : { ids, keys: [] }));
    return queueItems(downloads, askers, seesAll);
  }
}

/** What has completed is shown until everybody has done with it; what no client ever had, to who asked for it alone. */
export function queueItems(
  downloads: readonly PresentDownload[],
  askers: readonly AskerView[],
  seesAll: boolean,
): QueueItem[] {
  const shares = byDownload(askers);
  return downloads
    .filter(({ isLeaving, status, askers: waiting }) => !isLeaving && !(status === 'completed' && waiting === 0))
    .flatMap((download) => {
      const own = shares.get(download.id) ?? [];
      if (own.length > 0) return own.map((asker) => ownItem(download, asker));
      const isNobodys = download.status === 'failed' && download.downloadClientId === null;
      return seesAll && !isNobodys ? [foreignItem(download)] : [];
    });
}

function byDownload(askers: readonly AskerView[]): ReadonlyMap<string, AskerView[]> {
  const groups = new Map<string, AskerView[]>();
  for (const asker of askers) groups.set(asker.downloadId, [...(groups.get(asker.downloadId) ?? []), asker]);
  return groups;
}

const ownItem = (download: PresentDownload, { title, itemKey, joinId }: AskerView): QueueItem => ({
  download,
  title,
  itemKey,
  joinId,
});

const foreignItem = (download: PresentDownload): QueueItem => ({
  download,
  title: download.title,
  itemKey: download.itemKey,
  joinId: null,
});
