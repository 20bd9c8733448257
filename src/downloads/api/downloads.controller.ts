import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { type z } from 'zod';
import { invalidInput } from '../../http/problem.js';
import { Caller, type Principal } from '../../http/auth/principal.js';
import { Needs, TakesFile } from '../../http/server/route-rules.js';
import { type DownloadRequest, InitiateDownload } from '../commands/initiate-download.js';
import { RetryDownload } from '../commands/retry-download.js';
import { CancelDownload, PauseDownload, ResumeDownload } from '../domain/commands.js';
import { GetDownloadEvents } from '../queries/get-download-events.js';
import { GetDownloadAt } from '../queries/get-download-at.js';
import { ListDownloadsAt } from '../queries/list-downloads-at.js';
import { ListAskers } from '../queries/list-askers.js';
import { ListDownloads } from '../queries/list-downloads.js';
import { ListAttemptChain } from '../queries/list-attempt-chain.js';
import { ListQueueChanges } from '../queries/list-queue-changes.js';
import { type CommandAnswer, DownloadGateway } from './download-gateway.js';
import { causeOfRequest } from './cause-of-request.js';
import { Ownership } from './ownership.js';
import { cancelInput, downloadId, type NewDownload, newDownload } from './download-schemas.js';
import { commandAnswer, eventPage } from './command-views.js';
import { atQuery, changesQuery, eventsQuery, queueQuery } from './query-schemas.js';
import { attemptChain } from './views.js';
import { requestPolicy, USUAL_IN_API } from './request-policy.js';
import { downloadAnswer, type DownloadAnswer, queueAnswer, type QueueAnswer, queueChanges } from './queue-views.js';
import { unwrap, IdempotentRequests, type Repeatable } from '../../http/idempotency/idempotent-requests.js';

type Download = Promise<CommandAnswer>;

@ApiTags('downloads')
@Controller('api/v1/downloads')
export class DownloadsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly downloads: DownloadGateway,
    private readonly idempotent: IdempotentRequests,
    private readonly ownership: Ownership,
  ) {}

  @Post()
  @TakesFile('request')
  @ApiOperation({ summary: 'Asks for a release to be downloaded.' })
  @ApiResponse({
    status: 201,
    description: 'The download, waiting for its client; or, with `joinId`, the one that was joined.',
    standardSchema: commandAnswer,
  })
  async initiate(
    @Body({ schema: newDownload }) input: NewDownload,
    @Headers('idempotency-key') key: string | undefined,
    @Caller() caller: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const work = async ({ commandId, first }: Partial<Repeatable> = {}) => {
      // By now much may be otherwise than for the first request: its file on disk, its client switched off.
      const begun = commandId && !first ? await this.downloads.begunBy(commandId) : null;
      const command = new InitiateDownload(requestOf(input, caller), causeOfRequest(caller, commandId));
      return { status: 201, body: begun ?? (await this.downloads.execute(command)) };
    };
    const answer = key === undefined ? await work() : await this.idempotent.answer(checkedKey(key), input, work);
    const download = unwrap(answer);
    void reply.header('Location', `/api/v1/downloads/${download.id}`);
    return download;
  }

  @Get()
  @ApiResponse({
    status: 200,
    description:
      'The queue; with `at`, as the log tells it for that instant, which knows nothing of progress and speeds.',
    standardSchema: queueAnswer,
  })
  list(@Query({ schema: queueQuery }) query: z.infer<typeof queueQuery>): Promise<QueueAnswer> {
    const { at, sort, limit, cursor, facets, ...filter } = query;
    const question = { filter, sort, limit, cursor, facets };
    return at === undefined
      ? this.queries.execute(new ListDownloads(question))
      : this.queries.execute(new ListDownloadsAt(at, question));
  }

  @Get('changes')
  @ApiResponse({
    status: 200,
    description: `What arrived in the queue, ended or changed between two instants, each with the event that did it, in the
      order of time. \`counts\` and \`total\` stop at 10,000.`,
    standardSchema: queueChanges,
  })
  changes(@Query({ schema: changesQuery }) query: z.infer<typeof changesQuery>) {
    const { from, to, limit, cursor, ...filter } = query;
    return this.queries.execute(new ListQueueChanges(from, to, filter, limit, cursor));
  }

  @Get(':id')
  @ApiResponse({
    status: 200,
    description: 'One download, active or ended; with `at`, as the log tells it for that instant.',
    standardSchema: downloadAnswer,
  })
  get(
    @Param('id', { schema: downloadId }) id: string,
    @Query({ schema: atQuery }) { at }: z.infer<typeof atQuery>,
  ): Promise<DownloadAnswer> {
    return at === undefined ? this.withAskers(id) : this.queries.execute(new GetDownloadAt(id, at));
  }

  private async withAskers(downloadId: string): Promise<DownloadAnswer> {
    const download = await this.downloads.of(downloadId);
    return { ...download, askers: await this.queries.execute(new ListAskers({ downloadId })) };
  }

  @Get(':id/events')
  @ApiResponse({
    status: 200,
    description: 'Its events and its claims on its content, read from the log, the oldest first.',
    standardSchema: eventPage,
  })
  events(
    @Param('id', { schema: downloadId }) id: string,
    @Query({ schema: eventsQuery }) { limit, cursor }: z.infer<typeof eventsQuery>,
  ) {
    return this.queries.execute(new GetDownloadEvents(id, limit, cursor));
  }

  @Get(':id/attempts')
  @ApiResponse({
    status: 200,
    description: 'All attempts at it: what it retries, and what retries it, the oldest first.',
    standardSchema: attemptChain,
  })
  async attempts(@Param('id', { schema: downloadId }) id: string) {
    const items = await this.queries.execute(new ListAttemptChain(id));
    return { items, total: items.length, nextCursor: null };
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The download, paused.', standardSchema: commandAnswer })
  pause(@Param('id', { schema: downloadId }) id: string, @Caller() caller: Principal): Download {
    return this.downloads.execute(new PauseDownload(id, causeOfRequest(caller)));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'The download, going on.', standardSchema: commandAnswer })
  resume(@Param('id', { schema: downloadId }) id: string, @Caller() caller: Principal): Download {
    return this.downloads.execute(new ResumeDownload(id, causeOfRequest(caller)));
  }

  @Post(':id/cancel')
  @Needs('request')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks for the end. A key that may only request cancels what it has asked for itself.' })
  @ApiResponse({
    status: 200,
    description: 'The download: cancelling until its client has let go, or cancelled when it is forgotten.',
    standardSchema: commandAnswer,
  })
  async cancel(
    @Param('id', { schema: downloadId }) id: string,
    @Body({ schema: cancelInput }) { removeData, forget }: z.infer<typeof cancelInput>,
    @Caller() caller: Principal,
  ): Download {
    await this.ownership.require(id, caller);
    return this.downloads.execute(new CancelDownload(id, removeData, forget, causeOfRequest(caller)));
  }

  @Post(':id/retry')
  @ApiResponse({
    status: 201,
    description: 'A new download, for what the ended one was for.',
    standardSchema: commandAnswer,
  })
  retry(@Param('id', { schema: downloadId }) id: string, @Caller() caller: Principal): Download {
    return this.downloads.execute(new RetryDownload(id, causeOfRequest(caller)));
  }
}

function requestOf({ release, seedGoal, ...input }: NewDownload, caller: Principal): DownloadRequest {
  const usual = requestPolicy(caller, USUAL_IN_API);
  return {
    release,
    title: input.title ?? null,
    content: input.content ?? null,
    client: input.client ?? null,
    category: input.category ?? null,
    priority: input.priority ?? null,
    indexer: input.indexer ?? null,
    seedGoal: seedGoal ?? null,
    ignoreLibrary: usual.ignoreLibrary,
    force: input.force ?? usual.force,
    onDuplicate: input.onDuplicate ?? usual.onDuplicate,
  };
}

/** @throws ProblemError invalid-input */
function checkedKey(key: string): string {
  if (key.length >= 1 && key.length <= 255) return key;
  throw invalidInput([{ field: 'Idempotency-Key', problem: 'is 1 to 255 characters' }]);
}
