import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { LOGGER } from '../../config/config.module.js';
import { problemOfError } from '../../http/answer-problem.js';
import { PROBLEM_OF } from '../../http/http.module.js';
import { type ProblemOf } from '../../http/problem.filter.js';
import { FaceRefusal, text } from './answer.js';
import { send } from './authentication.js';

/** Errors as the original tells them: a line of text. */
@Catch()
export class FaceFilter implements ExceptionFilter {
  constructor(
    @Inject(PROBLEM_OF) private readonly problemOf: ProblemOf,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof FaceRefusal) return send(reply, text(error.message, error.status));
    const problem = this.problemOf(error) ?? problemOfError(error);
    if (problem.status >= 500) {
      const { id, method, url } = http.getRequest<FastifyRequest>();
      this.log.error({ err: error, requestId: id, method, path: url.split('?')[0] }, problem.title);
    }
    send(reply, text(problem.title, problem.status));
  }
}
