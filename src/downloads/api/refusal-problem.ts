import { saysDatabaseAway } from '../../database/unavailable.js';
import { EventStoreUnavailable } from '../../event-store/unknown-outcome.js';
import { invalidInput, type Problem } from '../../http/problem.js';
import { MalformedEvent } from '../event-registry/read-event.js';
import { type RefusalCode, Refused } from '../domain/refused.js';
import { ExplainedRefusal } from './explained-refusal.js';
import { InvalidCursor } from '../queries/page.js';

type Answer = {
  status: number;
  title: string;
  /** What to do, where the refusal itself does not say it. */
  detail?: string;
};

const REFUSALS: Record<RefusalCode, Answer> = {
  'duplicate-download': {
    status: 409,
    title: 'It is on its way already.',
    detail:
      'The download `existing` has this item or this content. Cancel that one first; where `forceable` says so, only the content is the same, and a new request with force: true passes.',
  },
  'already-in-library': { status: 409, title: 'It is on disk already.' },
  'no-client-available': { status: 422, title: 'There is no download client for it.' },
  'invalid-release': { status: 422, title: 'The release cannot be used.' },
  'release-unreachable': { status: 502, title: 'The release could not be fetched.' },
  'not-found': {
    status: 404,
    title: 'There is no such download.',
    detail: 'Neither the queue nor the history has it.',
  },
  'not-active': { status: 409, title: 'The download has ended.', detail: 'It can be retried.' },
  'not-ended': {
    status: 409,
    title: 'The download has not ended.',
    detail: 'Cancel it, with removeData where its data should go too.',
  },
  'not-supported': { status: 409, title: 'The download client cannot do that.' },
  'client-unavailable': { status: 502, title: 'The download client cannot be reached.' },
  'still-active': { status: 409, title: 'The download is still active.', detail: 'Cancel it first, or let it go on.' },
};

export const REFUSAL_CODES = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** Refusals of the domain as problems: design §5. */
export function refusalProblem(error: unknown): Problem | undefined {
  if (error instanceof Refused) {
    const { status, title, detail } = REFUSALS[error.code];
    const { detail: said, forceable = false } = error.details;
    const about = error instanceof ExplainedRefusal ? error.explanation : {};
    return { status, code: error.code, title, detail: said ?? detail, forceable, ...about };
  }
  if (error instanceof InvalidCursor) return invalidInput([{ field: 'cursor', problem: error.message }]).problem;
  if (error instanceof EventStoreUnavailable) {
    const detail = 'Nothing is lost: send the same request again, with the same Idempotency-Key where it has one.';
    return { status: 503, code: 'event-store-unavailable', title: error.message, detail, retryAfter: 5 };
  }
  if (saysDatabaseAway(error)) {
    const detail = 'Nothing is lost: send the same request again, with the same Idempotency-Key where it has one.';
    return { status: 503, code: 'database-unavailable', title: 'The database does not answer.', detail, retryAfter: 5 };
  }
  if (error instanceof MalformedEvent) {
    const title = 'An event in the log cannot be read, and nothing can be decided without it.';
    return { status: 500, code: 'malformed-event', title, detail: error.message };
  }
  return undefined;
}
