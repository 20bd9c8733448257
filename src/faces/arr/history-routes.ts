import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListAskedSeries } from '../../downloads/queries/list-asked-series.js';
import { ListOutcomes, type OutcomesFilter, type Slice } from '../../downloads/queries/list-outcomes.js';
import { hasScope } from '../../http/auth/principal.js';
import { invalid, json, refusal } from './answer.js';
import { pageOf, pageRequest } from './paging.js';
import { type Parameters } from './parameters.js';
import { type Call, type Routes } from './route.js';
import { ALL_TYPES, historyRecord, typesOf } from './translate/history-record.js';
import { seriesIdOf } from './translate/ids.js';

/** Lists without pages begin with the oldest: who wants more asks from the last date on. */
const MOST = 10_000;
const EPOCH = '1970-01-01T00:00:00Z';

/** What `history` tells: what was asked for, and how it ended. */
@Injectable()
export class HistoryRoutes {
  constructor(private readonly queries: QueryBus) {}

  readonly routes: Routes = {
    'GET history': async (call) => json(await this.page(call)),
    'GET history/since': async (call) => {
      const after = dateOf(call.parameters);
      return json((await this.records(call, { after }, { offset: 0, limit: MOST, oldestFirst: true })).records);
    },
    'GET history/series': async (call) => {
      const seriesId = call.parameters.number('seriesId') ?? 0;
      const mediaIds = await this.mediaIds([seriesId]);
      if (mediaIds.length === 0) throw refusal(404, `Series with ID ${seriesId} does not exist`);
      return json((await this.records(call, { mediaIds }, { offset: 0, limit: MOST, oldestFirst: false })).records);
    },
  };

  private async page(call: Call) {
    const { parameters } = call;
    const request = pageRequest(parameters, ['date', 'series.sortTitle']);
    requireNumbers(parameters);
    const { page, pageSize, sortDirection } = request;
    const seriesIds = parameters.numbers('seriesIds');
    const downloadId = parameters.text('downloadId');
    const filter = {
      ...(seriesIds.length > 0 && { mediaIds: await this.mediaIds(seriesIds) }),
      ...(downloadId !== undefined && { keys: [downloadId, downloadId.toLowerCase()] }),
    };
    const limit = Math.max(0, pageSize);
    const slice = { offset: (page - 1) * limit, limit, oldestFirst: sortDirection === 'ascending' };
    const { records, total } = await this.records(call, filter, slice);
    return pageOf(request, total, records);
  }

  private async records({ parameters, caller }: Call, filter: Partial<OutcomesFilter>, slice: Slice) {
    const actor = hasScope(caller, 'read') ? undefined : caller.name;
    const types = parameters.list('eventType').flatMap((said) => said.split(',')).map((said) => wordsOf(said.trim())); // prettier-ignore
    const all = {
      ...filter,
      ...(actor !== undefined && { actor }),
      types: types.length > 0 ? types.flat() : ALL_TYPES,
    };
    const { items, total } = await this.queries.execute(new ListOutcomes(all, slice));
    const includes = {
      series: parameters.flag('includeSeries') ?? false,
      episode: parameters.flag('includeEpisode') ?? false,
    };
    return { records: items.map((outcome) => historyRecord(outcome, includes)), total };
  }

  private async mediaIds(seriesIds: readonly number[]): Promise<string[]> {
    const series = await this.queries.execute(new ListAskedSeries());
    return series.map(({ mediaId }) => mediaId).filter((mediaId) => seriesIds.includes(seriesIdOf(mediaId)));
  }
}

/** Words are taken by the other lists alone. @throws ArrRefusal 400 */
function requireNumbers(parameters: Parameters): void {
  const word = parameters.list('eventType').find((said) => !/^[\d,]+$/.test(said));
  if (word !== undefined) throw invalid({ eventType: [`The value '${word}' is not valid.`] });
}

/** @throws ArrRefusal 400 */
function wordsOf(said: string) {
  const types = typesOf(said);
  if (!types) throw invalid({ eventType: [`The value '${said}' is not valid.`] });
  return types;
}

/** @throws ArrRefusal 400 */
function dateOf(parameters: Parameters): string {
  const said = parameters.text('date') ?? EPOCH;
  const at = new Date(said);
  if (Number.isNaN(at.getTime())) throw invalid({ date: [`The value '${said}' is not valid.`] });
  return at.toISOString();
}
