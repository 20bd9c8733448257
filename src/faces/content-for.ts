import { type Content } from '../downloads/domain/content.js';
import { parseContent } from '../downloads/initiation/parse-content.js';

const SERIES = /(?<![a-z])(tv|series|shows?|anime|sonarr)(?![a-z])/i;
const MOVIES = /(?<![a-z])(movies?|films?|radarr)(?![a-z])/i;

/** Read from the title; unless the category says that it is of the other kind: then it is beyond doubt no more. */
export function contentFor(category: string, title: string | null): Content | 'parse' | null {
  const content = title === null ? 'parse' : parseContent(title);
  if (content === null || content === 'parse') return content;
  const contrary = content.kind === 'movie' ? SERIES : MOVIES;
  const agreeing = content.kind === 'movie' ? MOVIES : SERIES;
  return contrary.test(category) && !agreeing.test(category) ? null : content;
}
