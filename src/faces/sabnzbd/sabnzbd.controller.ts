import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Principal, principalOf } from '../../http/auth/principal.js';
import { LARGEST_UPLOAD, type RouteRules } from '../../http/server/route-rules.js';
import { type Answer, failed, send, sendNotFound } from './answer.js';
import { isApiPath, SABNZBD } from './authentication.js';
import { Modes } from './modes.js';
import { Parameters } from './parameters.js';
import { SabnzbdFilter } from './sabnzbd.filter.js';
import { VERSION } from './translate/surroundings.js';

const rules: RouteRules = { access: SABNZBD, scope: 'any', forms: true, largestBody: LARGEST_UPLOAD };

/** The API of SABnzbd: one path, and what is meant in `mode`. */
@ApiExcludeController()
@UseFilters(SabnzbdFilter)
@Controller('sabnzbd')
export class SabnzbdController {
  constructor(private readonly modes: Modes) {}

  /** One route for all below: the framework keeps no two that differ by a final slash alone. */
  @All(['', '*'])
  @RouteConfig(rules)
  async call(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isApiPath(request.url)) return sendNotFound(reply);
    const parameters = new Parameters(request.query as Record<string, unknown>, request.body);
    send(reply, await this.answerTo(parameters, principalOf(request)), parameters.get('output'));
  }

  /** @param caller undefined in the modes that need no key */
  private async answerTo(parameters: Parameters, caller: Principal | undefined): Promise<Answer> {
    if (!caller) return parameters.get('mode') === 'auth' ? { auth: 'apikey' } : { version: VERSION };
    return (await this.modes.run(parameters, caller)) ?? failed('not implemented');
  }
}
