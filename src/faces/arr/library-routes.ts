import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { SETTINGS } from '../../config/config.module.js';
import { type Settings } from '../../config/settings.js';
import { type AskedSeries, ListAskedSeries } from '../../downloads/queries/list-asked-series.js';
import { json, noSuchSeries, notFound } from './answer.js';
import { pageOf, pageRequest } from './paging.js';
import { type Call, type Routes } from './route.js';
import { episodesOf } from './translate/episodes.js';
import { seriesIdOf, tvdbIdOf } from './translate/ids.js';
import { QUALITY_PROFILE } from './translate/quality-profile.js';
import { episodeResource, seriesResource } from './translate/series.js';

const AIRED = ['episodes.airDateUtc', 'episodes.lastSearchTime', 'series.sortTitle'] as const;

/** What a library would tell: series and episodes as far as they were asked for, and nothing of what nobody knows here. */
@Injectable()
export class LibraryRoutes {
  constructor(
    private readonly queries: QueryBus,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  readonly routes: Routes = {
    'GET series': async ({ parameters }) => {
      const tvdbId = parameters.number('tvdbId');
      const all = await this.series();
      const asked = tvdbId === undefined ? all : all.filter(({ mediaId }) => tvdbIdOf(mediaId) === tvdbId);
      return json(asked.map((series) => seriesResource(series)));
    },
    'GET series/{id}': async ({ ids }) => json(seriesResource(await this.one(ids[0]!))),
    'GET episode': async ({ parameters }) => {
      const seriesId = parameters.number('seriesId');
      const asked = (await this.series()).filter(({ mediaId }) => seriesId === undefined || seriesIdOf(mediaId) === seriesId); // prettier-ignore
      const season = parameters.number('seasonNumber');
      return json(asked.flatMap(episodes).filter((each) => season === undefined || each.seasonNumber === season));
    },
    'GET episode/{id}': async ({ ids }) => {
      const episode = (await this.series()).flatMap(episodes).find(({ id }) => id === ids[0]);
      if (!episode) throw notFound();
      return json(episode);
    },
    'GET qualityprofile': () => json([QUALITY_PROFILE]),
    'GET rootfolder': () =>
      json(this.settings.libraryRoots.map((path, i) => ({ path, unmappedFolders: [], id: i + 1 }))),
    'GET calendar': () => json([]),
    'GET wanted/missing': (call) => json(none(call, AIRED)),
    'GET wanted/cutoff': (call) => json(none(call, AIRED)),
    'GET blocklist': (call) => json(none(call, ['date', 'series.sortTitle', 'sourceTitle'])),
    'GET tag': () => json([]),
    'GET tag/detail': () => json([]),
    // No call looks at a disk, so nothing is known of how full one is.
    'GET diskspace': () => json([]),
  };

  private series(): Promise<AskedSeries[]> {
    return this.queries.execute(new ListAskedSeries());
  }

  /** @throws ArrRefusal 404 */
  private async one(id: number): Promise<AskedSeries> {
    const series = (await this.series()).find(({ mediaId }) => seriesIdOf(mediaId) === id);
    if (!series) throw noSuchSeries();
    return series;
  }
}

const none = ({ parameters }: Call, sortKeys: readonly [string, ...string[]]) =>
  pageOf(pageRequest(parameters, sortKeys), 0, []);

const episodes = ({ mediaId, title, episodes }: AskedSeries) =>
  episodes.flatMap(({ season, episode, isComplete }) =>
    episodesOf({ kind: 'episodes', mediaId, title, season, episodes: [episode] })
      .map((ref) => episodeResource(ref, isComplete))
      .filter((each) => each !== undefined),
  );
