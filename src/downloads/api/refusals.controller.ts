import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { ListRefusals } from '../queries/list-refusals.js';
import { refusalsPage } from './history-views.js';
import { refusalsQuery } from './query-schemas.js';

@ApiTags('history')
@Controller('api/v1/refusals')
export class RefusalsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiResponse({
    status: 200,
    description:
      'What was asked for and refused, the last first; the same again is counted. Kept for 90 days and 10,000 entries, beside the log, which has nothing of it.',
    standardSchema: refusalsPage,
  })
  list(@Query({ schema: refusalsQuery }) query: z.infer<typeof refusalsQuery>) {
    const { limit, cursor, ...filter } = query;
    return this.queries.execute(new ListRefusals(filter, limit, cursor));
  }
}
