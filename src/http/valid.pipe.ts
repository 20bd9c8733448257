import { type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';
import { invalidInput } from './problem.js';

/** Checks a body, a query or a parameter; names every field that is wrong. */
export class Valid<T> implements PipeTransform<unknown, T> {
  constructor(
    private readonly schema: z.ZodType<T>,
    private readonly whole = 'body',
  ) {}

  /** @throws ProblemError invalid-input, 400 */
  transform(value: unknown): T {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw invalidInput(
      parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || this.whole, problem: message })),
    );
  }
}
