import { type Content } from '../../downloads/domain/content.js';

/** `The Matrix (1999), tmdb:603`, `Fargo S05E01,02, tvdb:269613`; null for none. */
export function contentName(content: Content | null): string | null {
  if (!content) return null;
  return [nameOf(content), content.mediaId].filter((part) => part !== '').join(', ');
}

function nameOf(content: Content): string {
  const title = content.title ?? '';
  switch (content.kind) {
    case 'movie':
      return content.year === undefined ? title : `${title} (${content.year})`.trim();
    case 'series':
      return `${title} (all of it)`.trim();
    case 'season':
      return `${title} S${two(content.season)}`.trim();
    case 'episodes':
      return `${title} S${two(content.season)}E${content.episodes.map(two).join(',')}`.trim();
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
