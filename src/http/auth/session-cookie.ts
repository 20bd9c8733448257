import { parseCookie, stringifySetCookie } from 'cookie';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { LIFETIME_SECONDS } from './sessions.js';

const NAME = 'ledgarr_session';

/** The token that a browser sends along. */
export const sessionTokenOf = ({ headers }: FastifyRequest): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[NAME];

/** @param token null takes the cookie away */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const cookie = stringifySetCookie(NAME, token ?? '', {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: isHttps(request),
    maxAge: token === null ? 0 : LIFETIME_SECONDS,
  });
  void reply.header('Set-Cookie', cookie);
}

/** Before a proxy that ends TLS. Who lies about it gets a cookie that is kept back on http. */
const isHttps = ({ headers }: FastifyRequest): boolean => headers['x-forwarded-proto'] === 'https';
