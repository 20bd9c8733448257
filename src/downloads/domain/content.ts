/** What a release is for. `mediaId` names the movie or series, as `tmdb:603` or `tvdb:81189`. */
export type Content =
  | { kind: 'movie'; mediaId: string; title?: string; year?: number }
  | { kind: 'episodes'; mediaId: string; title?: string; season: number; episodes: number[] }
  | { kind: 'season'; mediaId: string; title?: string; season: number; episodes?: number[] }
  | { kind: 'series'; mediaId: string; title?: string };

/**
 * A part of a movie or series, in the terms of its content stream: `{}` is all of it,
 * `{season}` a whole season, `{season, episode}` one episode.
 */
export type Target = { season?: number; episode?: number };

export const contentStream = (content: Content): string =>
  `content-${content.kind === 'movie' ? 'movie' : 'series'}.${content.mediaId}`;

export function targetsOf(content: Content): Target[] {
  switch (content.kind) {
    case 'movie':
    case 'series':
      return [{}];
    case 'season':
      // Known episodes do not narrow it: a pack brings whatever its season holds.
      return [{ season: content.season }];
    case 'episodes':
      return content.episodes.map((episode) => ({ season: content.season, episode }));
  }
}

const meets = (a: number | undefined, b: number | undefined) => a === undefined || b === undefined || a === b;

/** As people mean it: a season covers each of its episodes, a series every season; siblings do not overlap. */
export const overlaps = (a: readonly Target[], b: readonly Target[]): boolean =>
  a.some((x) => b.some((y) => meets(x.season, y.season) && meets(x.episode, y.episode)));
