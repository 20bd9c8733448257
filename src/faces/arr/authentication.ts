import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Authenticator } from '../../http/auth/authenticator.js';
import { setPrincipal } from '../../http/auth/principal.js';
import { type Authentication } from '../../http/server/authentications.js';
import { findKey } from '../find-key.js';
import { type Answer, empty } from './answer.js';

/** Routes of the face name it so. */
export const ARR = 'arr';

/** At least 4.0.9, and four numbers: callers compare it. */
export const VERSION = '4.0.19.0';

/** The key as `X-Api-Key`, `?apikey=`, `Authorization: Bearer`, or bare in that header; no cookie, so that no page can use one. */
export const arrAuthentication =
  (authenticator: Authenticator): Authentication =>
  async (request, reply) => {
    // Browsers ask beforehand, without a key, what they may send.
    if (request.method === 'OPTIONS') return;
    const key = keyOf(request);
    const found = key === null ? null : await findKey(authenticator, key, request.ip);
    // Who has sent too many wrong keys is answered as with one more.
    if (!found || found === 'banned') return send(reply, empty(401));
    setPrincipal(request, { ...found, sessionId: null });
  };

export function keyOf({ headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): string | null {
  const parameter = Object.entries((query ?? {}) as Record<string, unknown>).find(([name]) => name.toLowerCase() === 'apikey')?.[1]; // prettier-ignore
  const bearer = headers.authorization?.trim().replace(/^Bearer\s+/i, '');
  const said = [headers['x-api-key'], parameter, bearer].find((each) => typeof each === 'string' && each !== '');
  return typeof said === 'string' ? said : null;
}

export function send(reply: FastifyReply, { status, body }: Answer): void {
  void reply.code(status).header('Cache-Control', 'no-cache, no-store').header('X-Application-Version', VERSION);
  if (body === undefined) return void reply.send();
  // As bytes: Fastify would write the charset its own way.
  void reply.header('Content-Type', 'application/json; charset=utf-8').send(Buffer.from(JSON.stringify(body, null, 2)));
}
