import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { invalidInput } from './problem.js';

type Issue = z.core.$ZodIssue;
type FieldProblem = { field: string; problem: string };

/** Checks bodies, queries and parameters by the schema at their decorator; names every field that is wrong. */
export class SchemaPipe extends StandardSchemaValidationPipe {
  /** @throws ProblemError invalid-input, 400 */
  override async transform<T>(value: T, { schema, data, type }: ArgumentMetadata): Promise<T> {
    if (!(schema instanceof z.ZodType)) return value;
    // Standard Schema has no way to say that a value is missing, nor which branch of a choice was meant.
    const parsed = schema.safeParse(value, { error: ({ input }) => (input === undefined ? 'is missing' : undefined) });
    if (parsed.success) return parsed.data as T;
    throw invalidInput(firstOfEach(parsed.error.issues.flatMap(meant), data ?? type));
  }
}

/** One for each field: the first thing that is wrong with it. */
function firstOfEach(issues: readonly Issue[], whole: string): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const { path, message } of issues) {
    const field = path.join('.') || whole;
    if (!problems.has(field)) problems.set(field, { field, problem: message });
  }
  return [...problems.values()];
}

/** Of a choice, what is wrong with the one that was clearly meant: with fields of it, and not with the whole. */
function meant(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0));
  if (branches.length !== 1) return [issue];
  return branches[0]!.flatMap(meant).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
