import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { Caller, type Principal } from '../../http/auth/principal.js';
import { Needs } from '../../http/server/route-rules.js';
import { DeclareFailed, RemoveDownload } from '../domain/commands.js';
import { type DownloadView } from '../queries/download-view.js';
import { ListFinished } from '../queries/list-finished.js';
import { causeOfRequest } from './cause-of-request.js';
import { DownloadGateway } from './download-gateway.js';
import { downloadId } from './download-schemas.js';
import { failInput, finishedPage, finishedQuery, removeInput } from './finished-schemas.js';
import { Ownership } from './ownership.js';
import { downloadView } from './views.js';

/** What has ended and is still in its client. */
@ApiTags('downloads')
@Controller('api/v1/downloads')
export class FinishedController {
  constructor(
    private readonly queries: QueryBus,
    private readonly downloads: DownloadGateway,
    private readonly ownership: Ownership,
  ) {}

  @Get('finished')
  @ApiResponse({
    status: 200,
    description: 'What has completed or failed and still lies in its client: seeding, or in its history.',
    standardSchema: finishedPage,
  })
  list(@Query({ schema: finishedQuery }) query: z.infer<typeof finishedQuery>) {
    const { sort, limit, cursor, ...filter } = query;
    return this.queries.execute(new ListFinished(filter, sort, limit, cursor));
  }

  @Post(':id/fail')
  @Needs('request')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says that an active download has failed, whatever its client says.' })
  @ApiResponse({ status: 200, description: 'The download, failed.', standardSchema: downloadView })
  async fail(
    @Param('id', { schema: downloadId }) id: string,
    @Body({ schema: failInput }) { reason, removeFromClient }: z.infer<typeof failInput>,
    @Caller() caller: Principal,
  ): Promise<DownloadView> {
    await this.ownership.require(id, caller);
    return this.downloads.execute(new DeclareFailed(id, reason, removeFromClient, causeOfRequest(caller)));
  }

  @Post(':id/remove')
  @Needs('request')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lets the client forget what has ended, with its data where that is asked for and the client can.',
  })
  @ApiResponse({
    status: 200,
    description: 'The download. It is in the finished ones until its client has forgotten it.',
    standardSchema: downloadView,
  })
  async remove(
    @Param('id', { schema: downloadId }) id: string,
    @Body({ schema: removeInput }) { removeData }: z.infer<typeof removeInput>,
    @Caller() caller: Principal,
  ): Promise<DownloadView> {
    await this.ownership.require(id, caller);
    return this.downloads.execute(new RemoveDownload(id, removeData, 'user', causeOfRequest(caller)));
  }
}
