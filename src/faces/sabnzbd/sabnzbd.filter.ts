import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { LOGGER } from '../../config/config.module.js';
import { problemOfError } from '../../http/answer-problem.js';
import { PROBLEM_OF } from '../../http/http.module.js';
import { type ProblemOf } from '../../http/problem.filter.js';
import { failed, send } from './answer.js';

/** Errors as the original tells them: in the answer. What is wrong here shows in the status too, so that callers try again. */
@Catch()
export class SabnzbdFilter implements ExceptionFilter {
  constructor(
    @Inject(PROBLEM_OF) private readonly problemOf: ProblemOf,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { id, method, url, query } = http.getRequest<FastifyRequest>();
    const problem = this.problemOf(error) ?? problemOfError(error);
    const output = String((query as Record<string, unknown>)['output'] ?? '');
    if (problem.status < 500) return send(reply, failed(problem.title), output);
    this.log.error({ err: error, requestId: id, method, path: url.split('?')[0] }, problem.title);
    void reply
      .code(problem.status)
      .header('Content-Type', 'application/json;charset=UTF-8')
      .send(Buffer.from(JSON.stringify(failed(problem.title))));
  }
}
