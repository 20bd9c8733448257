import { type QueryBus } from '@nestjs/cqrs';
import { Refused } from '../domain/refused.js';
import { ExplainRefusal, type Explanation } from '../queries/explain-refusal.js';

/** A refusal with what it is about: the whole download that is in the way, and the files as the disk has them. */
export class ExplainedRefusal extends Refused {
  constructor(
    { code, details }: Refused,
    readonly explanation: Explanation,
  ) {
    super(code, details);
  }
}

/** @returns a refusal with its explanation; any other error as it is */
export async function explained(error: unknown, queries: QueryBus): Promise<unknown> {
  if (!(error instanceof Refused) || error instanceof ExplainedRefusal) return error;
  return new ExplainedRefusal(error, await queries.execute(new ExplainRefusal(error.details)));
}
