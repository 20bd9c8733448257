/** What is asked of the library: the parts of a content that say what it is called on disk. */
export type LibraryQuery =
  | { kind: 'movie'; title?: string | null; year?: number | null }
  | { kind: 'episodes'; title?: string | null; season: number; episodes: readonly number[] }
  | { kind: 'season'; title?: string | null; season: number; episodes?: readonly number[] | null }
  | { kind: 'series'; title?: string | null };
