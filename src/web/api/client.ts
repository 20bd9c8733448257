import createClient, { type Middleware } from 'openapi-fetch';
import { problemOf, ProblemError, UNREACHABLE } from './problem.ts';
import type { paths } from './schema.d.ts';
import { session } from './session.svelte.ts';

/** Marks a call as the page's own: a form on another site, or on another port of this host, cannot send it. */
const PAGE = { 'X-Ledgarr-Page': '1' };

const throwProblems: Middleware = {
  onRequest: ({ request }) => {
    for (const [name, value] of Object.entries(PAGE)) request.headers.set(name, value);
    // Also without a body: a form of another site cannot say so.
    if (request.method !== 'GET') request.headers.set('Content-Type', 'application/json');
    return request;
  },
  onResponse: async ({ response }) => {
    if (response.ok) return response;
    if (response.status === 401) session.expired();
    const body: unknown = await response.json().catch(() => null);
    throw new ProblemError(problemOf(response.status, body), response.headers.get('X-Request-Id'));
  },
  onError: () => new ProblemError(UNREACHABLE),
};

/** The API, typed by its own description. Whatever is no success is thrown as a ProblemError. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });
api.use(throwProblems);

/** What an operation answers, which is there since everything else was thrown. */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** A command that is sent again carries the key of the first time, so that it is carried out once. */
export const newIdempotencyKey = (): string => crypto.randomUUID();
