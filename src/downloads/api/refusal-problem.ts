import { EventStoreUnavailable } from '../../event-store/unknown-outcome.js';
import { invalidInput, type Problem } from '../../http/problem.js';
import { type RefusalCode, Refused } from '../domain/refused.js';
import { InvalidCursor } from '../queries/page.js';

const REFUSALS: Record<RefusalCode, { status: number; title: string }> = {
  'duplicate-download': { status: 409, title: 'It is on its way already.' },
  'already-in-library': { status: 409, title: 'It is on disk already.' },
  'no-client-available': { status: 422, title: 'There is no download client for it.' },
  'invalid-release': { status: 422, title: 'The release cannot be used.' },
  'release-unreachable': { status: 502, title: 'The release could not be fetched.' },
  'not-found': { status: 404, title: 'There is no such download.' },
  'not-active': { status: 409, title: 'The download has ended.' },
  'not-supported': { status: 409, title: 'The download client cannot do that.' },
  'client-unavailable': { status: 502, title: 'The download client cannot be reached.' },
  'still-active': { status: 409, title: 'The download is still active.' },
  'idempotency-mismatch': { status: 422, title: 'This Idempotency-Key was used for another request.' },
};

/** Refusals of the domain as problems: design §5. */
export function refusalProblem(error: unknown): Problem | undefined {
  if (error instanceof Refused) {
    const { detail, existing, files } = error.details;
    return { ...REFUSALS[error.code], code: error.code, detail, existing, files };
  }
  if (error instanceof InvalidCursor) return invalidInput([{ field: 'cursor', problem: error.message }]).problem;
  if (error instanceof EventStoreUnavailable) {
    const detail = 'Nothing is lost: send the same request again, with the same Idempotency-Key where it has one.';
    return { status: 503, code: 'event-store-unavailable', title: error.message, detail, retryAfter: 5 };
  }
  return undefined;
}
