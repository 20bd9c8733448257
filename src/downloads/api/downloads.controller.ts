import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type z } from 'zod';
import { invalidInput } from '../../http/problem.js';
import { TakesFile } from '../../http/server/route-rules.js';
import { Valid } from '../../http/valid.pipe.js';
import { type DownloadRequest, InitiateDownload } from '../commands/initiate-download.js';
import { RetryDownload } from '../commands/retry-download.js';
import { CancelDownload, PauseDownload, ResumeDownload } from '../domain/commands.js';
import { GetDownloadEvents } from '../queries/get-download-events.js';
import { ListDownloads } from '../queries/list-downloads.js';
import { DownloadGateway } from './download-gateway.js';
import { causeOfRequest } from './cause-of-request.js';
import { cancelInput, downloadId, type NewDownload, newDownload, queueQuery } from './download-schemas.js';
import { Answers, Sends } from './describe.js';
import { unwrap, IdempotentRequests, type Repeatable } from '../../http/idempotency/idempotent-requests.js';

type Download = Promise<unknown>;

@ApiTags('downloads')
@Controller('api/v1/downloads')
export class DownloadsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly downloads: DownloadGateway,
    private readonly idempotent: IdempotentRequests,
  ) {}

  @Post()
  @TakesFile()
  @Sends('Asks for a release to be downloaded.', newDownload)
  @Answers(201, 'The download, waiting for its client.')
  async initiate(
    @Body(new Valid(newDownload)) input: NewDownload,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const work = async ({ commandId, first }: Partial<Repeatable> = {}) => {
      // By now much may be otherwise than for the first request: its file on disk, its client switched off.
      const begun = commandId && !first ? await this.downloads.begunBy(commandId) : null;
      const command = new InitiateDownload(requestOf(input), causeOfRequest(commandId));
      return { status: 201, body: begun ?? (await this.downloads.execute(command)) };
    };
    const answer = key === undefined ? await work() : await this.idempotent.answer(checkedKey(key), input, work);
    const download = unwrap(answer) as { id: string };
    void reply.header('Location', `/api/v1/downloads/${download.id}`);
    return download;
  }

  @Get()
  @Answers(200, 'The queue.', queueQuery)
  list(@Query(new Valid(queueQuery, 'query')) query: z.infer<typeof queueQuery>) {
    const { sort, limit, cursor, ...filter } = query;
    return this.queries.execute(new ListDownloads(filter, sort, limit, cursor));
  }

  @Get(':id')
  @Answers(200, 'One download, active or ended.')
  get(@Param('id', new Valid(downloadId, 'id')) id: string): Download {
    return this.downloads.of(id);
  }

  @Get(':id/events')
  @Answers(200, 'Its events, read from the log.')
  async events(@Param('id', new Valid(downloadId, 'id')) id: string) {
    const items: unknown[] = await this.queries.execute(new GetDownloadEvents(id));
    return { items, total: items.length, nextCursor: null };
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Answers(200, 'The download, paused.')
  pause(@Param('id', new Valid(downloadId, 'id')) id: string): Download {
    return this.downloads.execute(new PauseDownload(id, causeOfRequest()));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Answers(200, 'The download, going on.')
  resume(@Param('id', new Valid(downloadId, 'id')) id: string): Download {
    return this.downloads.execute(new ResumeDownload(id, causeOfRequest()));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Sends('Asks for the end.', cancelInput)
  @Answers(200, 'The download: cancelling until its client has let go, or cancelled when it is forgotten.')
  cancel(
    @Param('id', new Valid(downloadId, 'id')) id: string,
    @Body(new Valid(cancelInput)) { removeData, forget }: z.infer<typeof cancelInput>,
  ): Download {
    return this.downloads.execute(new CancelDownload(id, removeData, forget, causeOfRequest()));
  }

  @Post(':id/retry')
  @Answers(201, 'A new download, for what the ended one was for.')
  retry(@Param('id', new Valid(downloadId, 'id')) id: string): Download {
    return this.downloads.execute(new RetryDownload(id, causeOfRequest()));
  }
}

function requestOf({
  title,
  content,
  client,
  category,
  priority,
  indexer,
  force,
  release,
}: NewDownload): DownloadRequest {
  return {
    release,
    title: title ?? null,
    content: content ?? null,
    client: client ?? null,
    category: category ?? null,
    priority: priority ?? null,
    indexer: indexer ?? null,
    force: force ?? false,
  };
}

/** @throws ProblemError invalid-input */
function checkedKey(key: string): string {
  if (key.length >= 1 && key.length <= 255) return key;
  throw invalidInput([{ field: 'Idempotency-Key', problem: 'is 1 to 255 characters' }]);
}
