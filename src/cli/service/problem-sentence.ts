import { type DownloadView } from '../../downloads/queries/download-view.js';
import { type Problem } from '../../http/problem.js';
import { percent } from '../format/figures.js';
import { shortId } from '../format/short-id.js';

type File = { path: string };

/** A problem as one sentence for a terminal: what is wrong, what is in the way, what to do. */
export function sentenceOf(problem: Problem): string {
  const { title, detail, code } = problem;
  const existing = problem['existing'] as DownloadView | undefined;
  const files = problem['files'] as File[] | undefined;
  const force = problem['forceable'] === true ? ' With --force it is downloaded all the same.' : '';
  if (code === 'invalid-input') return `${detail ?? title}`;
  if (existing) return `${title} ${described(existing)}${force}`;
  if (files?.length) return `${title} ${files.map(({ path }) => path).join(', ')}${force}`;
  return [title, detail].filter((text) => text !== undefined && text !== '').join(' ');
}

const described = ({ id, title, status, progress }: DownloadView): string =>
  `${shortId(id)} ${title} (${status}${progress > 0 ? `, ${percent(progress)}` : ''}).`;
