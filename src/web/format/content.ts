export type Content =
  | { kind: 'movie'; mediaId: string; title?: string; year?: number }
  | { kind: 'episodes'; mediaId: string; title?: string; season: number; episodes: number[] }
  | { kind: 'season'; mediaId: string; title?: string; season: number; episodes?: number[] }
  | { kind: 'series'; mediaId: string; title?: string };

const two = (value: number): string => String(value).padStart(2, '0');

/** `The Matrix (1999)`, `Severance · S02 E01`, `Fargo · Season 5`. */
export function contentName(content: Content | null | undefined): string | null {
  if (!content) return null;
  const title = content.title ?? content.mediaId;
  switch (content.kind) {
    case 'movie':
      return content.year ? `${title} (${content.year})` : title;
    case 'episodes':
      return `${title} · S${two(content.season)} ${episodesName(content.episodes)}`;
    case 'season':
      return `${title} · Season ${content.season}`;
    case 'series':
      return `${title} · all seasons`;
  }
}

/** `E01–E03`, `E01, E05`. */
function episodesName(episodes: readonly number[]): string {
  const [first = 0] = episodes;
  const last = episodes.at(-1) ?? first;
  if (episodes.length > 1 && last - first === episodes.length - 1) return `E${two(first)}–E${two(last)}`;
  return episodes.map((each) => `E${two(each)}`).join(', ');
}
