import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { type Problem, ProblemError } from './problem.js';

/** Turns what was thrown into the problem that it is to the caller; undefined for what it does not know. */
export type ProblemOf = (error: unknown) => Problem | undefined;

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly problemOf: ProblemOf,
    private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = this.problemOf(error) ?? ordinaryProblem(error);
    // A refusal that lies with somebody else's server (502) is an answer like any other.
    if (problem.status === 500 || problem.status === 503) {
      const { method, url } = http.getRequest<FastifyRequest>();
      this.log.error({ err: error, method, path: url.split('?')[0] }, problem.title);
    }
    const reply = http.getResponse<FastifyReply>();
    if (problem['retryAfter']) void reply.header('Retry-After', String(problem['retryAfter']));
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function ordinaryProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  const said = error instanceof Error ? error.message : undefined;
  switch (status) {
    case 404:
      return { status, code: 'not-found', title: 'There is nothing here.', detail: said };
    case 413:
      return { status, code: 'too-large', title: 'The body is too large.', detail: said };
    case 415:
      return { status, code: 'unsupported-media-type', title: 'The body must be JSON.', detail: said };
    case undefined:
      return { status: 500, code: 'internal-error', title: 'Something went wrong inside.' };
    default:
      return { status, code: 'invalid-input', title: 'The request cannot be understood.', detail: said };
  }
}

/** Fastify's own refusals (bad JSON, too large) carry a status below 500. */
function fastifyStatus(error: unknown): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
