import { ProblemError } from '../problem.js';
import { type Authentication } from '../server/authentications.js';
import { type Authenticator } from './authenticator.js';
import { requirePageCall } from './page-call.js';
import { setPrincipal } from './principal.js';
import { sessionTokenOf, setSessionCookie } from './session-cookie.js';
import { type Sessions } from './sessions.js';

/**
 * The key as `X-Api-Key: …` or `Authorization: Bearer …`, or a session that was opened with one.
 * @throws ProblemError unauthorized, 401; foreign-page, 403; too-many-failures, 429
 */
export const keyAuthentication =
  (authenticator: Authenticator, sessions: Sessions): Authentication =>
  async (request, reply) => {
    const { headers, ip } = request;
    const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer\s+/i, '');
    if (typeof key === 'string') {
      const found = await authenticator.findByKey(key, ip);
      if (!found) throw unauthorized();
      return setPrincipal(request, { ...found, sessionId: null });
    }
    void reply.header('Vary', 'Cookie');
    const token = sessionTokenOf(request);
    const found = token === undefined ? null : await sessions.find(token);
    const owner = found && (await authenticator.findByHash(found.keyHash));
    if (!owner) throw unauthorized();
    requirePageCall(request);
    if (found.prolonged) setSessionCookie(request, reply, token!);
    setPrincipal(request, { ...owner, sessionId: found.id });
  };

/** Says nothing of which part was wrong. */
export const unauthorized = (): ProblemError =>
  new ProblemError(
    {
      status: 401,
      code: 'unauthorized',
      title: 'The API key is missing or wrong.',
      detail: 'Send it as X-Api-Key, or as Authorization: Bearer. It lies in the file api-key of the data folder.',
    },
    { 'WWW-Authenticate': 'Bearer' },
  );
