import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';
import { LOGGER } from '../../config/config.module.js';
import { problemOfError } from '../../http/answer-problem.js';
import { PROBLEM_OF } from '../../http/http.module.js';
import { type ProblemOf } from '../../http/problem.filter.js';
import { ArrRefusal, json } from './answer.js';
import { send } from './authentication.js';

/** Errors as the original tells them: `{message, description}`, or nothing. */
@Catch()
export class ArrFaceFilter implements ExceptionFilter {
  constructor(
    @Inject(PROBLEM_OF) private readonly problemOf: ProblemOf,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (error instanceof ArrRefusal) return send(reply, { status: error.status, body: error.body && withTrace(error.body, request) }); // prettier-ignore
    const problem = this.problemOf(error) ?? problemOfError(error);
    if (problem.status >= 500) {
      const { id, method, url } = request;
      this.log.error({ err: error, requestId: id, method, path: url.split('?')[0] }, problem.title);
    }
    send(reply, json({ message: problem.title, description: problem.detail ?? problem.title }, problem.status));
  }
}

/** A problem names its request. */
const withTrace = (body: object, { id }: FastifyRequest): object => ('title' in body ? { ...body, traceId: id } : body);
