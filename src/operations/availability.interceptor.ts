import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, from, merge, type Observable, Subject, switchMap, takeUntil, tap, throwError } from 'rxjs';
import { type ProblemOf } from '../http/problem.filter.js';
import { problemOfError } from '../http/answer-problem.js';
import { type Availability, storeUnavailable } from './availability.js';
import { HealthController } from './health.controller.js';

/** How long an error that nobody knows is traced, in milliseconds. */
const TRACE_MS = 500;

/**
 * Answers 503 while a store is away, instead of waiting for it. What the request has begun goes on: an append whose outcome is
 * unknown is asked again, and its answer is kept for the repeat with the same Idempotency-Key.
 */
export class AvailabilityInterceptor implements NestInterceptor {
  constructor(
    private readonly availability: Availability,
    private readonly problemOf: ProblemOf,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    // Health is there to tell that a store is away, in its own words and time.
    if (context.getClass() === HealthController) return next.handle();
    const answered = new Subject<void>();
    const end = () => answered.next();
    const answer = next.handle().pipe(
      catchError((error: unknown) => this.#explained(error)),
      tap({ next: end, error: end, complete: end }),
    );
    return merge(this.availability.whenAway().pipe(takeUntil(answered)), answer);
  }

  /** An error that nobody knows is most often one of a store that is away. */
  #explained(error: unknown): Observable<never> {
    if ((this.problemOf(error) ?? problemOfError(error)).status !== 500) return throwError(() => error);
    return from(this.availability.away(TRACE_MS)).pipe(
      switchMap((away) => throwError(() => (away ? storeUnavailable(away) : error))),
    );
  }
}
