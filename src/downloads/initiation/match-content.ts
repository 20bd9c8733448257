import { titleKey } from '../../library/names/title-key.js';
import { type Content } from '../domain/content.js';

/** A movie or series that a download was once asked for, by the name that whoever asked has for it. */
export type KnownWork = { mediaId: string; title: string; year: number | null; isMovie: boolean };

export type Matched = { content: Content | null; note: string | null };

/**
 * Gives what was read from a title the name under which the history knows it, so that both are one content.
 * Where it may be more than one, it is none of them.
 */
export function matchContent(parsed: Content | null, works: readonly KnownWork[]): Matched {
  if (parsed === null) return { content: null, note: null };
  const found = new Map(works.filter((work) => isSame(parsed, work)).map((work) => [work.mediaId, work]));
  const [work, ...others] = found.values();
  if (work === undefined) return { content: parsed, note: null };
  if (others.length > 0) {
    const note = `It may be any of ${[...found.keys()].join(', ')}, so it was adopted without one.`;
    return { content: null, note };
  }
  return { content: { ...parsed, mediaId: work.mediaId, title: work.title }, note: null };
}

function isSame(parsed: Content, { title, year, isMovie }: KnownWork): boolean {
  if ((parsed.kind === 'movie') !== isMovie || titleKey(parsed.title ?? '') !== titleKey(title)) return false;
  return parsed.kind !== 'movie' || year === null || parsed.year === undefined || parsed.year === year;
}
