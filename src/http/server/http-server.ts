import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
  type preParsingHookHandler,
} from 'fastify';
import { answerProblem, problemOfError, problemOfStatus } from '../answer-problem.js';
import { bodyPace, type Pace } from './body-pace.js';
import { type Drain } from './drain.js';
import { FORM_TYPES, parseFormBody, refuseForms } from './form-body.js';
import { parseJsonBody } from './json-body.js';
import { invalidInput, ProblemError } from '../problem.js';
import { type Logger } from 'pino';
import { type Authentications } from './authentications.js';
import { knownHosts } from './known-hosts.js';
import { logAnswer, requestIdOf, tellRequestId } from './request-id.js';
import { applyRouteRules } from './route-rules.js';
import { SECURITY_HEADERS, securityHeaders } from './security-headers.js';
import { closeUnread, hasBody } from './unread-body.js';
import { answerClientError, answerForNode } from './wire-problems.js';

export type HttpServerOptions = {
  authentications: Authentications;
  drain: Drain;
  log: Pick<Logger, 'debug'>;
  /** Names that requests may be sent to, beside addresses and names that are private. */
  allowedHosts?: readonly string[];
  /** In milliseconds: how long the headers of a request may take. */
  headersMs?: number;
  pace?: Pace;
};

/** Apache's `RequestReadTimeout` asks for as much time, and for less. */
const PACE: Pace = { graceMs: 20_000, bytesPerSecond: 8 * 1024 };
const HEADERS_MS = 15_000;

/** The documentation is a plugin's. */
const OPEN_PREFIXES = { '/api/docs': 'open', '/api/docs-json': 'open', '/api/docs-yaml': 'open', '/api/openapi.json': 'open' }; // prettier-ignore

/**
 * Fastify for Nest: it knows who asks and how much may be sent before it reads a body, and everything that is no success is a
 * problem document, also where no route is reached.
 */
export function createHttpServer({ authentications, drain, log, ...options }: HttpServerOptions): FastifyAdapter {
  const { headersMs = HEADERS_MS, pace = PACE, allowedHosts = [] } = options;
  const adapter = new FastifyAdapter({
    http: { headersTimeout: headersMs, connectionsCheckingInterval: headersMs / 4, requireHostHeader: false },
    requestTimeout: 0, // `bodyPace` knows a slow line from one that holds a request open
    genReqId: requestIdOf,
    return503OnClosing: false, // `drain` answers, with a problem
    clientErrorHandler: answerClientError,
    // No hook runs for these.
    frameworkErrors: (error: unknown, { id }: FastifyRequest, reply: FastifyReply) =>
      answerProblem(reply, problemOfError(error), { ...SECURITY_HEADERS, 'X-Request-Id': id }),
  });
  const server = adapter.getInstance<FastifyInstance>();
  answerForNode(server.server);
  server.addHook('onRequest', tellRequestId);
  server.addHook('onRequest', securityHeaders);
  drain.addTo(server);
  server.addHook('onRequest', knownHosts(allowedHosts));
  server.addHook('onRequest', refuseUnroutable);
  server.addHook('onResponse', logAnswer(log));
  server.addHook('preParsing', refuseForms);
  server.addHook('preParsing', continueBody);
  server.addHook('preParsing', bodyPace(pace));
  server.addHook('onSend', closeUnread);
  applyRouteRules(server, authentications, OPEN_PREFIXES);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) =>
    parseJsonBody(body),
  );
  server.addContentTypeParser([...FORM_TYPES], { parseAs: 'buffer' }, parseFormBody);
  return adapter;
}

/** Where no route will look at it, a body is not read. */
const refuseUnroutable: onRequestHookHandler = (request, _reply, done) => {
  const { raw, is404, method } = request;
  if (raw.httpVersion === '1.1' && raw.headers.host === undefined) {
    return done(invalidInput([{ field: 'Host', problem: 'is missing' }]));
  }
  if (is404 && hasBody(raw)) return done(new ProblemError(problemOfStatus(404, `Cannot ${method} this path.`)));
  done();
};

/** Who has asked first whether to send the body is told so: its key is right, and its size. */
const continueBody: preParsingHookHandler = ({ raw }, reply, payload, done) => {
  if (raw.headers.expect !== undefined) reply.raw.writeContinue();
  done(null, payload);
};
