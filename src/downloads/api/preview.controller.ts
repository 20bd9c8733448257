import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { TakesFile } from '../../http/server/route-rules.js';
import { previewQuery } from './command-schemas.js';
import { previewAnswer as previewSchema } from './command-views.js';
import { type NewDownload, newDownload } from './download-schemas.js';
import { previewAnswer } from './preview-answer.js';

@ApiTags('downloads')
@Controller('api/v1/downloads/preview')
export class PreviewController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @TakesFile('request')
  @HttpCode(200)
  @ApiOperation({ summary: 'The verdict on a request, without any effect. A link is fetched only with `fetch=true`.' })
  @ApiResponse({ status: 200, description: 'What it would come to now.', standardSchema: previewSchema })
  preview(
    @Body({ schema: newDownload }) input: NewDownload,
    @Query({ schema: previewQuery }) { fetch }: z.infer<typeof previewQuery>,
  ) {
    const { release, title = null, content = null, client = null, force = false } = input;
    return previewAnswer(this.queries, { release, title, content, client, force, fetch });
  }
}
