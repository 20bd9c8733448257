import { type ServerResponse } from 'node:http';
import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Caller, type Principal } from '../../http/auth/principal.js';
import { EventStream } from './event-stream.js';
import { LiveFeed } from './live-feed.js';
import { TOPICS } from './message.js';

const liveQuery = z.strictObject({
  topics: z
    .string()
    .max(200)
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(TOPICS)).min(1))
    .default([...TOPICS]),
  since: z.string().max(100).optional(),
});

@ApiTags('downloads')
@Controller('api/v1/downloads/live')
export class LiveController {
  constructor(private readonly feed: LiveFeed) {}

  @Get()
  @ApiOperation({
    summary: 'The queue as it changes, as server-sent events.',
    description:
      '`snapshot` in parts of 500 rows, `ready`, and then in order `put`, `patch`, `remove`, `counts`, `client`, `projection`, `history`, `refusal`; `ping` every 10 s. ' +
      'Goes on after the id in `Last-Event-ID` or `since`; where it cannot, `reset` and a new snapshot follow. `topics` names what is wanted of ' +
      `${TOPICS.join(', ')}.`,
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'Server-sent events.', schema: { type: 'string' } })
  async read(
    @Query({ schema: liveQuery }) { topics, since }: z.infer<typeof liveQuery>,
    @Headers('last-event-id') last: string | undefined,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { raw } = reply;
    const open = () => openStream(reply, /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')));
    const reading = await this.feed.read(caller, new Set(topics), last ?? since, open);
    // It may have gone meanwhile.
    if (raw.destroyed) return reading.closed();
    raw.on('drain', reading.drained).once('close', reading.closed);
  }
}

function openStream(reply: FastifyReply, gzip: boolean): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...definedHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
    vary: 'Cookie, Accept-Encoding',
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  raw.flushHeaders();
  return new EventStream(raw satisfies ServerResponse, gzip);
}

/** What was set on the way here, as `Set-Cookie` of a session that was prolonged. */
const definedHeaders = (reply: FastifyReply): Record<string, string | number | string[]> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
