import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { schemaOf, wholeList } from '../../http/answer-schema.js';
import { ENDED_STATUSES, QUEUE_STATUSES } from '../queries/download-view.js';
import { FindByIdBeginning, type NamedDownload } from '../queries/find-by-id-beginning.js';

const beginningQuery = z.strictObject({
  beginning: z
    .string()
    .max(36)
    .transform((text) => text.replaceAll('-', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{1,32}$/, { error: 'is the beginning of an id, hexadecimal digits: 1a2b3c4d' })),
});

export const namedDownloads = wholeList(
  schemaOf<NamedDownload>()(
    z.strictObject({ id: z.uuid(), title: z.string(), status: z.enum([...QUEUE_STATUSES, ...ENDED_STATUSES]) }),
  ),
);

@ApiTags('downloads')
@Controller('api/v1/downloads/ids')
export class DownloadIdsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'The downloads whose id begins so, active or ended; ten at most.' })
  @ApiResponse({ status: 200, description: 'In the order of their ids.', standardSchema: namedDownloads })
  async find(@Query({ schema: beginningQuery }) { beginning }: z.infer<typeof beginningQuery>) {
    const items = await this.queries.execute(new FindByIdBeginning(beginning));
    return { items, total: items.length, nextCursor: null };
  }
}
