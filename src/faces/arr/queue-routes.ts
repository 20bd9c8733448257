import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { empty, invalid, json, notFound } from './answer.js';
import { pageOf, pageRequest } from './paging.js';
import { type Parameters } from './parameters.js';
import { QueueItems } from './queue-items.js';
import { QueueRemoval } from './queue-removal.js';
import { type Call, type Routes } from './route.js';
import { inOrder, QUEUE_SORT_KEYS } from './translate/queue-order.js';
import { type Includes, type QueueLine, queueLines, queueRecord } from './translate/queue-record.js';
import { type QueueFilter, selectLines, statusOfQueue } from './translate/queue-selection.js';

const IDS = z.object({ ids: z.array(z.number().int()).max(1_000) });

/** What `queue` tells, and takes. */
@Injectable()
export class QueueRoutes {
  constructor(
    private readonly items: QueueItems,
    private readonly removal: QueueRemoval,
  ) {}

  readonly routes: Routes = {
    'GET queue': async (call) => json(await this.page(call)),
    'GET queue/details': async (call) => {
      const lines = inOrder(selectLines(await this.lines(call), detailsFilter(call.parameters)), null);
      return json(shown(lines, call.parameters));
    },
    'GET queue/status': async (call) => json(statusOfQueue(await this.lines(call))),
    'DELETE queue/{id}': async (call) => {
      if ((await this.remove(call, call.ids)) === 0) throw notFound();
      return empty();
    },
    'DELETE queue/bulk': async (call) => {
      const { data } = IDS.safeParse(call.body);
      if (!data) throw invalid({ ids: ['The ids field is required.'] });
      await this.remove(call, data.ids);
      return json({});
    },
  };

  private async page(call: Call) {
    const { parameters } = call;
    const request = pageRequest(parameters, QUEUE_SORT_KEYS);
    const lines = selectLines(await this.lines(call), filterOf(parameters));
    const isAsked = parameters.text('sortKey')?.toLowerCase() === request.sortKey.toLowerCase();
    const sort = { key: request.sortKey, descending: request.sortDirection === 'descending' };
    const ordered = inOrder(lines, isAsked ? sort : null);
    const { pageSize } = request;
    if (pageSize <= 0) return pageOf(request, lines.length, []);
    // Beyond the end is the last page, and it says so.
    const page = Math.min(request.page, Math.max(1, Math.ceil(lines.length / pageSize)));
    const records = shown(ordered.slice((page - 1) * pageSize, page * pageSize), parameters);
    return pageOf({ ...request, page }, lines.length, records);
  }

  /** All episodes of a download go with it. @returns how many there were */
  private async remove(call: Call, ids: readonly number[]): Promise<number> {
    const { parameters, caller } = call;
    const removal = {
      removeFromClient: parameters.flag('removeFromClient') ?? true,
      blocklist: parameters.flag('blocklist') ?? false,
    };
    const found = (await this.lines(call)).filter(({ id }) => ids.includes(id));
    const items = new Set(found.map(({ item }) => item));
    for (const item of items) await this.removal.remove(item, removal, caller);
    return items.size;
  }

  private async lines({ caller }: Call): Promise<QueueLine[]> {
    return queueLines(await this.items.list(caller));
  }
}

function shown(lines: readonly QueueLine[], parameters: Parameters) {
  const includes: Includes = {
    series: parameters.flag('includeSeries') ?? false,
    episode: parameters.flag('includeEpisode') ?? false,
  };
  const now = new Date();
  return lines.map((line) => queueRecord(line, includes, now));
}

const filterOf = (parameters: Parameters): QueueFilter => ({
  withUnknown: parameters.flag('includeUnknownSeriesItems') ?? false,
  seriesIds: parameters.numbers('seriesIds'),
  episodeIds: [],
  protocol: parameters.text('protocol')?.toLowerCase(),
  languages: parameters.numbers('languages'),
  qualities: parameters.numbers('quality'),
  statuses: parameters.list('status').map((status) => status.toLowerCase()),
});

const detailsFilter = (parameters: Parameters): QueueFilter => ({
  withUnknown: true,
  seriesIds: parameters.numbers('seriesId'),
  episodeIds: parameters.numbers('episodeIds'),
  protocol: undefined,
  languages: [],
  qualities: [],
  statuses: [],
});
