import { type IncomingMessage } from 'node:http';
import { type onRequestHookHandler, type onResponseHookHandler } from 'fastify';
import { type Logger } from 'pino';
import { v4 as uuid } from 'uuid';

/** The id that a caller gives its request, where it can stand in a line of a log; otherwise one of ours. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : uuid();
}

export const tellRequestId: onRequestHookHandler = ({ id }, reply, done) => {
  void reply.header('X-Request-Id', id);
  done();
};

/** A line for each answer, where somebody wants to read that much. */
export const logAnswer =
  (log: Pick<Logger, 'debug'>): onResponseHookHandler =>
  ({ id, method, url }, { statusCode, elapsedTime }, done) => {
    const fields = { requestId: id, method, path: url.split('?')[0], status: statusCode };
    log.debug({ ...fields, milliseconds: Math.round(elapsedTime) }, 'answered');
    done();
  };
