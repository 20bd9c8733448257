import { Controller, Get, Inject, type OnModuleInit, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CurrentFigures } from './current-figures.js';
import { measureCommands } from './measure-commands.js';
import { createMetrics } from './metrics.js';

/** In Prometheus' own format, which OpenAPI has no words for. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController implements OnModuleInit {
  private readonly metrics = createMetrics();

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    private readonly bus: CommandBus,
    private readonly figures: CurrentFigures,
  ) {}

  onModuleInit(): void {
    measureCommands(this.bus, this.metrics);
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      this.measureUntilClosed(request, reply);
      done();
    });
    server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const labels = { ...labelsOf(request), status: String(reply.statusCode) };
      this.metrics.requests.observe(labels, reply.elapsedTime / 1_000);
      done();
    });
  }

  /** A stream of the live queue stays open for hours, and may end without an answer that is whole. */
  private measureUntilClosed(request: FastifyRequest, reply: FastifyReply): void {
    const open = this.metrics.openRequests.labels(labelsOf(request));
    open.inc();
    reply.raw.once('close', () => open.dec());
  }

  @Get()
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    await this.figures.fill(this.metrics);
    void reply.header('Content-Type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}

/** The route, not the path: ids would make a series each. */
const labelsOf = ({ method, routeOptions }: FastifyRequest) => ({ method, route: routeOptions.url ?? 'none' });
