import { DatabaseUnavailable } from '../database/database-unavailable.js';
import { UnknownProjection } from '../event-processing/projections/projector.js';
import { RebuildRunning } from '../event-processing/projections/rebuild/rebuild-running.js';
import { NotRewindable, RewindAhead } from '../event-processing/projections/rebuild/rewind-refused.js';
import { ProblemError } from '../http/problem.js';

export const notFound = (title: string) => new ProblemError({ status: 404, code: 'not-found', title });

/** Asks the projector. @throws ProblemError for what it refuses */
export async function known<T>(ask: () => Promise<T> | T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw problemOf(error) ?? error;
  }
}

function problemOf(error: unknown): ProblemError | null {
  if (error instanceof UnknownProjection) return notFound(error.message);
  if (error instanceof DatabaseUnavailable)
    return new ProblemError({ status: 503, code: 'database-unavailable', title: error.message, retryAfter: 5 });
  if (error instanceof RebuildRunning)
    return new ProblemError({ status: 409, code: 'rebuild-running', title: error.message });
  if (error instanceof NotRewindable)
    return new ProblemError({ status: 409, code: 'not-rewindable', title: error.message });
  if (error instanceof RewindAhead)
    return new ProblemError({ status: 409, code: 'not-past-that', title: error.message });
  return null;
}
