import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { Valid } from '../../http/valid.pipe.js';
import { ListAttempts } from '../queries/list-attempts.js';
import { ListHistory } from '../queries/list-history.js';
import { Answers } from './describe.js';
import { attemptsQuery, historyQuery } from './download-schemas.js';

@ApiTags('history')
@Controller('api/v1/history')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers(
    200,
    'Events of all downloads, newest first, or oldest first since an entry or instant. `total` is exact up to 10,000, and an estimate beyond.',
    historyQuery,
  )
  list(@Query(new Valid(historyQuery, 'query')) query: z.infer<typeof historyQuery>) {
    const { limit, cursor, since, ...filter } = query;
    return this.queries.execute(new ListHistory(filter, limit, cursor, since));
  }

  @Get('attempts')
  @Answers(
    200,
    'One line per attempt: when, how long, how it ended. `total` is exact up to 10,000, and an estimate beyond.',
    attemptsQuery,
  )
  attempts(@Query(new Valid(attemptsQuery, 'query')) query: z.infer<typeof attemptsQuery>) {
    const { limit, cursor, ...filter } = query;
    return this.queries.execute(new ListAttempts(filter, limit, cursor));
  }
}
