import { type EpisodeRef } from './episodes.js';
import { seriesIdOf, tvdbIdOf } from './ids.js';

/** A series as far as downloads tell of it: its name and its seasons. */
export type KnownSeries = {
  mediaId: string;
  title: string;
  seasons: readonly number[];
  /** When it was asked for first. ISO 8601; null where that is not known here. */
  added: string | null;
};

const ARTICLE = /^(the|an?)\s+/i;

export function seriesResource({ mediaId, title, seasons, added }: KnownSeries) {
  return {
    title,
    sortTitle: title.toLowerCase().replace(ARTICLE, ''),
    status: 'continuing',
    ended: false,
    images: [],
    seasons: seasons.map((seasonNumber) => ({ seasonNumber, monitored: true })),
    qualityProfileId: 1,
    seasonFolder: true,
    monitored: true,
    useSceneNumbering: false,
    tvdbId: tvdbIdOf(mediaId),
    tvRageId: 0,
    tvMazeId: 0,
    tmdbId: 0,
    seriesType: 'standard',
    cleanTitle: title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
    titleSlug: title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''), // prettier-ignore
    genres: [],
    tags: [],
    ...(added !== null && { added }),
    languageProfileId: 1,
    id: seriesIdOf(mediaId),
  };
}

/** The series of one record. */
export const seriesOfRef = ({ mediaId, seriesTitle, seasonNumber }: EpisodeRef) =>
  mediaId === undefined
    ? undefined
    : seriesResource({
        mediaId,
        title: seriesTitle ?? mediaId,
        seasons: seasonNumber === undefined ? [] : [seasonNumber],
        added: null,
      });

/** An episode, as far as downloads tell of it: nobody has said what it is called, and when it was aired. */
export function episodeResource(ref: EpisodeRef, hasFile: boolean) {
  const { seriesId, episodeId, seasonNumber, episodeNumber } = ref;
  if (episodeId === undefined) return undefined;
  return {
    seriesId,
    tvdbId: 0,
    episodeFileId: 0,
    seasonNumber,
    episodeNumber,
    title: 'TBA',
    hasFile,
    monitored: true,
    unverifiedSceneNumbering: false,
    id: episodeId,
  };
}
