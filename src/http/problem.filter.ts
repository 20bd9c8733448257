import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { answerProblem, problemOfError } from './answer-problem.js';
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
    const problem = this.problemOf(error) ?? problemOfError(error);
    // A refusal that lies with somebody else's server (502) is an answer like any other.
    if (problem.status === 500 || problem.status === 503) {
      const { id, method, url } = http.getRequest<FastifyRequest>();
      this.log.error({ err: error, requestId: id, method, path: url.split('?')[0] }, problem.title);
    }
    const headers = error instanceof ProblemError ? error.headers : {};
    answerProblem(http.getResponse<FastifyReply>(), problem, headers);
  }
}
