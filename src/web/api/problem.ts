/** What the service answers where it cannot do what was asked (RFC 9457). `code` is for programs, the rest for people. */
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail?: string;
  [extension: string]: unknown;
};

/** An answer that is no success, or none at all. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** Names the request in the service's log. */
  readonly requestId: string | null;

  constructor(problem: Problem, requestId: string | null = null) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.requestId = requestId;
  }
}

/** Nobody answered: the outcome is unknown. */
export const UNREACHABLE: Problem = {
  status: 0,
  code: 'unreachable',
  title: 'Ledgarr does not answer.',
  detail: 'It may be starting, or the network is away. What you see is what was known last.',
};

/** @param body what came with a status that is no success; anything may stand between the page and the service */
export function problemOf(status: number, body: unknown): Problem {
  const given = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const title = given.title ?? `Ledgarr answered with status ${status}.`;
  return { ...given, status, code: given.code ?? `http-${status}`, title };
}
