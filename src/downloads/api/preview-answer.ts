import { type QueryBus } from '@nestjs/cqrs';
import { type Problem } from '../../http/problem.js';
import { type Preview, PreviewDownload, type PreviewRequest } from '../queries/preview-download.js';
import { explained } from './explained-refusal.js';
import { refusalProblem } from './refusal-problem.js';

export type PreviewAnswer = Omit<Preview, 'refused'> & {
  /** `unknown`: a link that was not fetched. */
  verdict: 'ok' | 'refused' | 'unknown';
  refusal: Problem | null;
};

export async function previewAnswer(queries: QueryBus, request: PreviewRequest): Promise<PreviewAnswer> {
  const { refused, ...seen } = await queries.execute(new PreviewDownload(request));
  const refusal = refused ? (refusalProblem(await explained(refused, queries)) ?? null) : null;
  const verdict = refusal ? 'refused' : seen.itemKey === null ? 'unknown' : 'ok';
  return { verdict, refusal, ...seen };
}
