import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { Drain } from '../../src/http/server/drain.js';
import { createHttpServer, type HttpServerOptions } from '../../src/http/server/http-server.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { Open, TakesFile } from '../../src/http/server/route-rules.js';

import { oneKey } from './one-key.js';

export const KEY = 'the-key';

@Controller()
class SmallController {
  @Get('open')
  @Open()
  open() {
    return { open: true };
  }

  @Post('small')
  small(@Body() body: unknown) {
    return { got: body ?? null };
  }

  @Post('file')
  @TakesFile()
  file(@Body() body: unknown) {
    return { bytes: JSON.stringify(body).length };
  }
}

@Module({
  controllers: [SmallController],
  providers: [{ provide: APP_FILTER, useFactory: () => new ProblemFilter(() => undefined, pino({ level: 'silent' })) }],
})
class SmallModule {}

export type SmallHttpApp = { port: number; stop(): Promise<void> };

/** The HTTP server of the service before three calls of its own: `/open`, `/small` and `/file`. */
export async function smallHttpApp(options: Partial<HttpServerOptions> = {}): Promise<SmallHttpApp> {
  const server = createHttpServer({
    authentications: oneKey(KEY),
    drain: new Drain(),
    log: pino({ level: 'silent' }),
    ...options,
  });
  const app = await NestFactory.create<NestFastifyApplication>(SmallModule, server, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  await app.listen(0, '127.0.0.1');
  return { port: Number(new URL(await app.getUrl()).port), stop: () => app.close() };
}
