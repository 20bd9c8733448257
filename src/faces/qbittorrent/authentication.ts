import { parseCookie, stringifySetCookie } from 'cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Authenticator } from '../../http/auth/authenticator.js';
import { isForeign } from '../../http/auth/page-call.js';
import { setPrincipal } from '../../http/auth/principal.js';
import { type Sessions } from '../../http/auth/sessions.js';
import { type Authentication } from '../../http/server/authentications.js';
import { findKey } from '../find-key.js';
import { type Answer, text } from './answer.js';

/** Routes of the face name it so. */
export const QBITTORRENT = 'qbittorrent';

const COOKIE = 'SID';
export const BANNED = text('Your IP address has been banned after too many failed authentication attempts.', 403);

/**
 * The cookie of a login; or the key itself, as `Authorization: Bearer` or as the password of Basic, whoever the user is: programs without a
 * user name never log in. A good cookie counts before a Basic header, which may be a proxy's own.
 */
export const qbittorrentAuthentication =
  (authenticator: Authenticator, sessions: Sessions): Authentication =>
  async (request, reply) => {
    const token = sessionTokenOf(request);
    const session = token === undefined ? null : await sessions.find(token);
    const owner = session && (await authenticator.findByHash(session.keyHash));
    if (session && owner) {
      // A cookie goes along with what pages of other ports of this host send.
      if (isForeign(request)) return refuse(reply, text('Unauthorized', 401));
      return setPrincipal(request, { ...owner, sessionId: session.id });
    }
    const key = keyOf(request.headers.authorization);
    const found = key === null ? null : await findKey(authenticator, key, request.ip);
    if (found === 'banned') return refuse(reply, BANNED);
    if (!found) return refuse(reply, text('Forbidden', 403));
    setPrincipal(request, { ...found, sessionId: null });
  };

/** What is sent instead of a login; null for anything that cannot be read as such. */
export function keyOf(authorization: string | undefined): string | null {
  const [, scheme, credentials] = /^\s*(Bearer|Basic)\s+(\S+)\s*$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return credentials!;
  const decoded = Buffer.from(credentials!, 'base64').toString();
  const colon = decoded.indexOf(':');
  return colon < 0 || colon === decoded.length - 1 ? null : decoded.slice(colon + 1);
}

/** Some programs write the name of a cookie their own way. */
export function sessionTokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const cookies = Object.entries(headers.cookie === undefined ? {} : parseCookie(headers.cookie));
  return cookies.find(([name]) => name.toUpperCase() === COOKIE)?.[1];
}

/** @param token null takes the cookie away */
export const sessionCookie = (token: string | null): string =>
  stringifySetCookie(COOKIE, token ?? '', {
    httpOnly: true,
    path: '/',
    sameSite: 'strict',
    ...(token === null && { expires: new Date(0) }),
  });

const refuse = (reply: FastifyReply, answer: Answer): void => send(reply, answer);

export function send(reply: FastifyReply, { status, type, body }: Answer): void {
  // As bytes: Fastify would write the charset its own way.
  void reply.code(status).header('Content-Type', type).send(Buffer.from(body));
}
