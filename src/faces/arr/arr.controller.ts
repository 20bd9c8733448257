import { All, Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { principalOf } from '../../http/auth/principal.js';
import { Open, type RouteRules } from '../../http/server/route-rules.js';
import { empty, json } from './answer.js';
import { ARR, send } from './authentication.js';
import { ArrFaceFilter } from './face.filter.js';
import { HistoryRoutes } from './history-routes.js';
import { OwnRoutes } from './own-routes.js';
import { Parameters } from './parameters.js';
import { QueueRoutes } from './queue-routes.js';
import { findRoute, type Routes } from './route.js';

const BASE = '/api/v3/';
const rules: RouteRules = { access: ARR, scope: 'any' };

/** The calls of Sonarr's REST API, as Sonarr answers them. */
@ApiExcludeController()
@UseFilters(ArrFaceFilter)
@Controller()
export class ArrController {
  private readonly routes: Routes;

  constructor(queue: QueueRoutes, history: HistoryRoutes, own: OwnRoutes) {
    this.routes = { ...queue.routes, ...history.routes, ...own.routes };
  }

  @Get('ping')
  @Open()
  ping(@Res() reply: FastifyReply): void {
    send(reply, json({ status: 'OK' }));
  }

  /** Below it is nothing but JSON: never the page. */
  @All('api/v3/*')
  @RouteConfig(rules)
  async call(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.headers.origin !== undefined) void reply.header('Access-Control-Allow-Origin', '*');
    const caller = principalOf(request);
    if (!caller) return send(reply.headers(allowed(request)), empty(204));
    const path = request.url.split('?')[0]!.slice(BASE.length);
    const { run, ids } = findRoute(this.routes, request.method, path);
    const parameters = new Parameters(request.query as Record<string, unknown>);
    send(reply, await run({ parameters, caller, ids, body: request.body }));
  }
}

const allowed = ({ headers }: FastifyRequest): Record<string, string> => ({
  'Access-Control-Allow-Methods': String(headers['access-control-request-method'] ?? 'GET'),
  'Access-Control-Allow-Headers': 'X-Api-Key, Authorization, Content-Type',
});
