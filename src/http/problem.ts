/** RFC 9457. `code` is for programs, `title` and `detail` for people. */
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail?: string;
  [extension: string]: unknown;
};

/** An answer that is no success, ready to send. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail ?? problem.title);
  }
}

export const PROBLEM_TYPE = 'application/problem+json';

/** @param problems a line each, naming the field */
export const invalidInput = (problems: readonly { field: string; problem: string }[]): ProblemError =>
  new ProblemError({
    status: 400,
    code: 'invalid-input',
    title: 'The request cannot be understood.',
    detail: problems.map(({ field, problem }) => `${field}: ${problem}`).join('; '),
    errors: problems,
  });
