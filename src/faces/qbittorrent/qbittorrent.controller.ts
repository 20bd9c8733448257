import { All, Controller, Param, Req, Res, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, hasScope, type Principal } from '../../http/auth/principal.js';
import { LARGEST_UPLOAD, type RouteRules } from '../../http/server/route-rules.js';
import { type Actions } from './action.js';
import { forbidden, notAllowed, notFound } from './answer.js';
import { AppActions } from './app-actions.js';
import { QBITTORRENT, send } from './authentication.js';
import { ChangeActions } from './change-actions.js';
import { FaceFilter } from './face.filter.js';
import { Parameters } from './parameters.js';
import { ReadActions } from './read-actions.js';
import { SyncActions } from './sync-actions.js';

const rules: RouteRules = { access: QBITTORRENT, scope: 'any', forms: true, largestBody: LARGEST_UPLOAD };

/** The calls of qBittorrent's WebAPI, as qBittorrent answers them. */
@ApiExcludeController()
@UseFilters(FaceFilter)
@Controller('qbittorrent/api/v2')
export class QbittorrentController {
  private readonly actions: Actions;

  constructor(app: AppActions, reads: ReadActions, changes: ChangeActions, sync: SyncActions) {
    this.actions = { ...app.actions, ...reads.actions, ...changes.actions, ...sync.actions };
  }

  @All(':group/:action')
  @RouteConfig(rules)
  async call(
    @Param() { group, action: name }: { group: string; action: string },
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const path = `${group}/${name}`;
    const action = Object.hasOwn(this.actions, path) ? this.actions[path]! : undefined;
    if (!action) throw notFound();
    if (!(action.changes ? ['POST'] : ['GET', 'HEAD', 'POST']).includes(request.method)) throw notAllowed();
    if (action.changes && !hasScope(caller, 'request')) throw forbidden();
    const parameters = new Parameters(request.query as Record<string, unknown>, request.body);
    send(reply, await action.run({ parameters, caller }));
  }
}
