import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Problem, PROBLEM_TYPE, ProblemError } from './problem.js';
import { SECURITY_HEADERS } from './server/security-headers.js';

/** The problem that an error is to the caller, whoever threw it: we, Nest or Fastify. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  return problemOfStatus(status ?? 500, status !== undefined && error instanceof Error ? error.message : undefined);
}

const TITLES: Record<number, [code: string, title: string]> = {
  404: ['not-found', 'There is nothing here.'],
  405: ['method-not-allowed', 'This method is not known here.'],
  408: ['request-timeout', 'The request did not arrive in time.'],
  413: ['too-large', 'The body is too large.'],
  414: ['uri-too-long', 'The address is too long.'],
  415: ['unsupported-media-type', 'The body must be JSON.'],
  417: ['expectation-failed', 'Nothing but 100-continue can be expected.'],
  431: ['headers-too-large', 'The address and the headers are too large.'],
};

/** The problem that goes with a status. */
export function problemOfStatus(status: number, detail?: string): Problem {
  if (status >= 500) return { status, code: 'internal-error', title: 'Something went wrong inside.' };
  const [code, title] = TITLES[status] ?? ['invalid-input', 'The request cannot be understood.'];
  return { status, code, title, detail };
}

/** Answers with a problem document (RFC 9457). */
export function answerProblem(reply: FastifyReply, problem: Problem, headers: Readonly<Record<string, string>> = {}) {
  if (problem['retryAfter']) void reply.header('Retry-After', String(problem['retryAfter']));
  // To the type of a text Fastify would add a charset, which this one does not have.
  void reply
    .headers(headers)
    .status(problem.status)
    .type(PROBLEM_TYPE)
    .send(Buffer.from(JSON.stringify(problem)));
}

/** The same for where there is no request that could be answered: the whole answer, as it goes over the wire. */
export function wireProblem(problem: Problem): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    `Connection: close\r\n\r\n${body}`,
  ].join('\r\n');
}

/** Fastify's own refusals (bad JSON, too large) carry a status below 500. */
function fastifyStatus(error: unknown): number | undefined {
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
