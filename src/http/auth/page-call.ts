import { type FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a browser says that the page that calls came from another origin. */
export function isForeign({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

/**
 * A cookie goes along with whatever any page sends here, one on another port of this host too: a call that changes something must come
 * from our own, with headers that no other page can set.
 * @throws ProblemError foreign-page, 403
 */
export function requirePageCall(request: FastifyRequest): void {
  const { method, headers } = request;
  if (SAFE.has(method)) return;
  const site = headers['sec-fetch-site'];
  const isOwn =
    headers.origin !== undefined &&
    !isForeign(request) &&
    (site === undefined || site === 'same-origin') &&
    /^application\/json\b/i.test(headers['content-type'] ?? '') &&
    headers['x-ledgarr-page'] === '1';
  if (!isOwn) throw foreignPage();
}

export const foreignPage = (): ProblemError =>
  new ProblemError({
    status: 403,
    code: 'foreign-page',
    title: 'This call does not come from the page of this service.',
    detail:
      'With a session, send Origin as this host, Content-Type: application/json and X-Ledgarr-Page: 1. Scripts send an API key instead.',
  });
