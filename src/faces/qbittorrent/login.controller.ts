import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Authenticator } from '../../http/auth/authenticator.js';
import { isForeign } from '../../http/auth/page-call.js';
import { Sessions } from '../../http/auth/sessions.js';
import { type RouteRules } from '../../http/server/route-rules.js';
import { findKey } from '../find-key.js';
import { FaceRefusal, notAllowed, notFound, text } from './answer.js';
import { BANNED, send, sessionCookie, sessionTokenOf } from './authentication.js';
import { FaceFilter } from './face.filter.js';
import { Parameters } from './parameters.js';

const rules: RouteRules = { access: 'open', forms: true };

/** Signing in and out, and what is not there: the calls that need no sign-in. */
@ApiExcludeController()
@UseFilters(FaceFilter)
@Controller('qbittorrent')
export class LoginController {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly sessions: Sessions,
  ) {}

  /** The password is a key, whoever the user is. */
  @All('api/v2/auth/login')
  @RouteConfig(rules)
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.method !== 'POST') throw notAllowed();
    if (isForeign(request)) throw new FaceRefusal(401, 'Unauthorized');
    const password = new Parameters({}, request.body).get('password') ?? '';
    const found = password === '' ? null : await findKey(this.authenticator, password, request.ip);
    if (found === 'banned') return send(reply, BANNED);
    if (!found) return send(reply, text('Fails.'));
    const { token } = await this.sessions.open(found.hash, request.headers['user-agent']?.slice(0, 300) ?? null);
    void reply.header('Set-Cookie', sessionCookie(token));
    send(reply, text('Ok.'));
  }

  @All('api/v2/auth/logout')
  @RouteConfig(rules)
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.method !== 'POST') throw notAllowed();
    const token = sessionTokenOf(request);
    const session = token === undefined ? null : await this.sessions.find(token);
    if (session && !isForeign(request)) await this.sessions.revoke(session.id, session.keyHash);
    void reply.header('Set-Cookie', sessionCookie(null));
    send(reply, text());
  }

  /** Never the page: callers would read it as an answer. */
  @All('*')
  @RouteConfig(rules)
  nothing(): never {
    throw notFound();
  }
}
