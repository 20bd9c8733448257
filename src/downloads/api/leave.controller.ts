import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { Caller, type Principal } from '../../http/auth/principal.js';
import { ProblemError } from '../../http/problem.js';
import { Needs } from '../../http/server/route-rules.js';
import { LeaveDownload } from '../domain/commands.js';
import { type AskerView, ListAskers } from '../queries/list-askers.js';
import { ReadYourWrites } from '../streams/read-your-writes.js';
import { leaveInput } from './asker-views.js';
import { causeOfRequest } from './cause-of-request.js';
import { commandAnswer } from './command-views.js';
import { type CommandAnswer, DownloadGateway } from './download-gateway.js';
import { downloadId } from './download-schemas.js';

/** Whoever waits for a download goes alone. */
@ApiTags('downloads')
@Controller('api/v1/downloads')
export class LeaveController {
  constructor(
    private readonly queries: QueryBus,
    private readonly downloads: DownloadGateway,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Post(':id/leave')
  @Needs('request')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Says that the caller wants it no more.',
    description:
      'It goes on for the others who wait. When the last has left it is cancelled, or removed from its client: with its data only if every one has asked so.',
  })
  @ApiResponse({ status: 200, description: 'The download after it.', standardSchema: commandAnswer })
  async leave(
    @Param('id', { schema: downloadId }) id: string,
    @Body({ schema: leaveInput }) { removeData, joinId }: z.infer<typeof leaveInput>,
    @Caller() caller: Principal,
  ): Promise<CommandAnswer> {
    const download = await this.downloads.of(id);
    let answer: CommandAnswer = { ...download, position: null };
    for (const asker of await this.askersOf(id, caller, joinId)) {
      answer = await this.downloads.execute(
        new LeaveDownload(id, asker.joinId, removeData, 'user', causeOfRequest(caller)),
      );
    }
    return answer;
  }

  /** Those of the caller: it may have asked in several categories. @throws ProblemError not-waiting, 409 */
  private async askersOf(downloadId: string, { name }: Principal, joinId: string | null): Promise<AskerView[]> {
    // Who has just joined may leave at once.
    await this.readYourWrites.waitForNewest();
    const own = await this.queries.execute(new ListAskers({ downloadId, actor: name }));
    const meant = joinId === null ? own : own.filter((asker) => asker.joinId === joinId);
    if (meant.length > 0) return meant;
    throw new ProblemError({
      status: 409,
      code: 'not-waiting',
      title: `The key ${name} does not wait for this download.`,
      detail: 'GET /downloads/{id} tells who does, as `askers`.',
    });
  }
}
