import { type Content } from '../../downloads/domain/content.js';
import { parseContent } from '../../downloads/initiation/parse-content.js';
import { titleKey } from '../../library/names/title-key.js';
import { loggedName, ordinal, wholeNumber } from '../source/plain-values.js';

/** A row of the history as it points at its episode. */
export type EpisodeRef = Readonly<Record<'SeriesId' | 'EpisodeId', string | null>>;
type SeriesRow = Readonly<Record<'Id' | 'Title' | 'TvdbId', string | null>>;
type EpisodeRow = Readonly<Record<'SeasonNumber' | 'EpisodeNumber', string | null>>;
type MovieRow = Readonly<Record<'Title' | 'Year' | 'TmdbId', string | null>>;
type Shows = { series: ReadonlyMap<string | null, SeriesRow>; episodes: ReadonlyMap<string | null, EpisodeRow> };

/** The episodes that a release was grabbed for; a season where its title says so. Null where the series is gone. */
export function episodesContent(refs: readonly EpisodeRef[], title: string, shows: Shows): Content | null {
  const show = shows.series.get(refs[0]?.SeriesId ?? null);
  const work = show && workOf(show.Title, 'tvdb', show.TvdbId);
  if (!work) return null;
  const places = refs.flatMap(({ EpisodeId }) => {
    const episode = shows.episodes.get(EpisodeId);
    const [season, number] = [ordinal(episode?.SeasonNumber), ordinal(episode?.EpisodeNumber)];
    return season === null || number === null ? [] : [{ season, number }];
  });
  const [season, ...others] = new Set(places.map((place) => place.season));
  if (season === undefined) return null;
  if (others.length > 0) return { kind: 'series', ...work };
  if (parseContent(title)?.kind === 'season') return { kind: 'season', ...work, season };
  const episodes = [...new Set(places.map(({ number }) => number))].sort((a, b) => a - b);
  return { kind: 'episodes', ...work, season, episodes };
}

/** Null where the movie is gone. */
export function movieContent(movie: MovieRow | undefined): Content | null {
  const work = movie && workOf(movie.Title, 'tmdb', movie.TmdbId);
  if (!work) return null;
  const year = wholeNumber(movie.Year);
  return { kind: 'movie', ...work, ...(year ? { year } : {}) };
}

/** By its number where it has one, else by its title, as one that is parsed. */
function workOf(name: string | null, scheme: 'tvdb' | 'tmdb', number: string | null) {
  const title = loggedName(name);
  const id = wholeNumber(number);
  if (title === null || (!id && !titleKey(title))) return null;
  return { mediaId: id ? `${scheme}:${id}` : `parsed:${titleKey(title)}`, title };
}
