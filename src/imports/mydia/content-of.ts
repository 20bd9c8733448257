import { titleKey } from '../../library/names/title-key.js';
import { parseContent } from '../../downloads/initiation/parse-content.js';
import { type Content } from '../../downloads/domain/content.js';
import { type MydiaData, type RowOf } from './mydia-tables.js';
import { isTrue, loggedName, ordinal, wholeNumber } from '../source/plain-values.js';

type MediaItem = RowOf<'media_items'>;
type ContentQuestion = {
  title: string;
  mediaItemId: string | null;
  episodeId: string | null;
  metadata: Record<string, unknown>;
};

/** Finds out what downloads were for. */
export class MydiaLibrary {
  private readonly items: Map<string | null, MediaItem>;
  private readonly episodes: Map<string | null, RowOf<'episodes'>>;

  constructor({ media_items, episodes }: Pick<MydiaData, 'media_items' | 'episodes'>) {
    this.items = new Map(media_items.map((item) => [item.id, item]));
    this.episodes = new Map(episodes.map((episode) => [episode.id, episode]));
  }

  /** Null where Mydia does not say it, or no longer. */
  contentOf({ title, mediaItemId, episodeId, metadata }: ContentQuestion): Content | null {
    const episode = this.episodes.get(episodeId);
    const item = this.items.get(mediaItemId) ?? this.items.get(episode?.media_item_id ?? null);
    if (!item) return null;
    if (item.type === 'movie') return { kind: 'movie', ...workOf(item), ...yearOf(item) };
    if (item.type !== 'tv_show') return null;
    const work = workOf(item);
    if (isTrue(metadata['season_pack'])) {
      const season = ordinal(metadata['season_number']) ?? seasonIn(title);
      return season === null ? null : { kind: 'season', ...work, season };
    }
    const season = ordinal(episode?.season_number);
    const number = ordinal(episode?.episode_number);
    if (season !== null && number !== null) return { kind: 'episodes', ...work, season, episodes: [number] };
    return fromTitle(title, work);
  }
}

/** As a request would name it: by TMDB where Mydia knows that, without any number by the title, as one that is parsed. */
function workOf(item: MediaItem): { mediaId: string; title: string } {
  const title = loggedName(item.title) ?? item.id ?? '';
  const known =
    (item.tmdb_id && `tmdb:${item.tmdb_id}`) ||
    (item.tvdb_id && `tvdb:${item.tvdb_id}`) ||
    (item.imdb_id && `imdb:${item.imdb_id}`);
  return { mediaId: known || parsedId(item, title) || `mydia:${item.id}`, title };
}

function parsedId(item: MediaItem, title: string): string | null {
  const { year } = yearOf(item);
  const key = titleKey(title);
  if (!key || (item.type === 'movie' && !year)) return null;
  return item.type === 'movie' ? `parsed:${key}-${year}` : `parsed:${key}`;
}

function yearOf({ year }: MediaItem): { year?: number } {
  const number = wholeNumber(year);
  return number ? { year: number } : {};
}

function seasonIn(title: string): number | null {
  const parsed = parseContent(title);
  return parsed && 'season' in parsed ? parsed.season : null;
}

/** Mydia knows the show and not the part. */
function fromTitle(title: string, work: { mediaId: string; title: string }): Content | null {
  const parsed = parseContent(title);
  return parsed === null || parsed.kind === 'movie' ? null : { ...parsed, ...work };
}
