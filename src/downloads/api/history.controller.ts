import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { ListAttempts } from '../queries/list-attempts.js';
import { ListHistory } from '../queries/list-history.js';
import { attemptsQuery, historyQuery } from './query-schemas.js';
import { attemptsPage, historyPage } from './views.js';

@ApiTags('history')
@Controller('api/v1/history')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiResponse({
    status: 200,
    description:
      'Events of all downloads, newest first, or oldest first since an entry or instant. `total` is exact up to 10,000, and an estimate beyond.',
    standardSchema: historyPage,
  })
  list(@Query({ schema: historyQuery }) query: z.infer<typeof historyQuery>) {
    const { limit, cursor, since, ...filter } = query;
    return this.queries.execute(new ListHistory(filter, limit, cursor, since));
  }

  @Get('attempts')
  @ApiResponse({
    status: 200,
    description:
      'One line per attempt: when, how long, how it ended. `total` is exact up to 10,000, and an estimate beyond.',
    standardSchema: attemptsPage,
  })
  attempts(@Query({ schema: attemptsQuery }) query: z.infer<typeof attemptsQuery>) {
    const { limit, cursor, ...filter } = query;
    return this.queries.execute(new ListAttempts(filter, limit, cursor));
  }
}
