import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { GetHistoryBounds } from '../queries/history-bounds.js';
import { GetHistoryHistogram } from '../queries/history-histogram.js';
import { ListAttempts } from '../queries/list-attempts.js';
import { ListHistory } from '../queries/list-history.js';
import { histogram, historyBounds } from './history-views.js';
import { attemptsQuery, histogramQuery, historyQuery } from './query-schemas.js';
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

  @Get('histogram')
  @ApiResponse({
    status: 200,
    description: 'How many events occurred in each hour, day, week or month, by type, client, or code of the end.',
    standardSchema: histogram,
  })
  histogram(@Query({ schema: histogramQuery }) { bucket, by, from, to }: z.infer<typeof histogramQuery>) {
    return this.queries.execute(new GetHistoryHistogram(bucket, by, from, to));
  }

  @Get('bounds')
  @ApiResponse({
    status: 200,
    description: 'When the first and the last event occurred.',
    standardSchema: historyBounds,
  })
  bounds() {
    return this.queries.execute(new GetHistoryBounds());
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
