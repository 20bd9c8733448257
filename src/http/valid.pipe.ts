import { type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';
import { invalidInput } from './problem.js';

type Issue = z.core.$ZodIssue;
type FieldProblem = { field: string; problem: string };

/** Checks a body, a query or a parameter; names every field that is wrong. */
export class Valid<T> implements PipeTransform<unknown, T> {
  constructor(
    private readonly schema: z.ZodType<T>,
    private readonly whole = 'body',
  ) {}

  /** @throws ProblemError invalid-input, 400 */
  transform(value: unknown): T {
    const parsed = this.schema.safeParse(value, {
      error: ({ input }) => (input === undefined ? 'is missing' : undefined),
    });
    if (parsed.success) return parsed.data;
    throw invalidInput(this.problems(parsed.error.issues.flatMap(meant)));
  }

  /** One for each field: the first thing that is wrong with it. */
  private problems(issues: readonly Issue[]): FieldProblem[] {
    const problems = new Map<string, FieldProblem>();
    for (const { path, message } of issues) {
      const field = path.join('.') || this.whole;
      if (!problems.has(field)) problems.set(field, { field, problem: message });
    }
    return [...problems.values()];
  }
}

/** Of a choice, what is wrong with the one that was clearly meant: with fields of it, and not with the whole. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0));
  if (branches.length !== 1) return [issue];
  return branches[0]!.flatMap(meant).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
