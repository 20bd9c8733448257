import { newIdempotencyKey } from '../api/client.ts';
import { type Problem, problemOf, ProblemError, UNREACHABLE } from '../api/problem.ts';

export type BulkAction = 'pause' | 'resume' | 'cancel' | 'retry';
export type BulkResult = { id: string; ok: boolean; problem: Problem | null };

/** As many ids as one call takes. */
const MOST = 1_000;

/**
 * Does the same to many downloads. Sent so that it outlives the page (`keepalive`), and again with the same key where nobody answered.
 * @throws ProblemError where the whole could not be done
 */
export async function runBulk(action: BulkAction, ids: readonly string[], removeData: boolean): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let i = 0; i < ids.length; i += MOST)
    results.push(...(await send(action, ids.slice(i, i + MOST), removeData, newIdempotencyKey())));
  return results;
}

async function send(
  action: BulkAction,
  ids: readonly string[],
  removeData: boolean,
  key: string,
  again = true,
): Promise<BulkResult[]> {
  // prettier-ignore
  const answer = await fetch('/api/v1/downloads/bulk', {
    method: 'POST',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'X-Ledgarr-Page': '1', 'Idempotency-Key': key },
    body: JSON.stringify({ action, ids, ...(action === 'cancel' && { removeData }) }),
  }).catch(() => null);
  if (answer === null && again) return send(action, ids, removeData, key, false);
  if (answer === null) throw new ProblemError(UNREACHABLE);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new ProblemError(problemOf(answer.status, body), answer.headers.get('X-Request-Id'));
  return (body as { results: BulkResult[] }).results;
}

const sentence = (problem: Problem | null): string => problem?.detail ?? problem?.title ?? '';

/** Each reason once, with how many it concerns. */
export function reasons(failed: readonly BulkResult[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { problem } of failed) counts.set(sentence(problem), (counts.get(sentence(problem)) ?? 0) + 1);
  return counts;
}
