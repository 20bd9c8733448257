import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DatabaseUnavailable } from '../database/database-unavailable.js';
import { ProblemError } from '../http/problem.js';
import { Projector, UnknownProjection } from '../event-processing/projections/projector.js';
import { RebuildRunning } from '../event-processing/projections/rebuild/rebuild-running.js';
import { STORABLE } from '../text/storable-text.js';
import { parkedList, projectionList, projectionView, rebuiltView, retriedView, skippedView } from './views.js';

const rebuildInput = z
  .strictObject({ dryRun: z.boolean().optional() })
  .nullish()
  .transform((input) => input ?? {});
const retryInput = z
  .strictObject({ stream: z.string().max(1_000, { abort: true }).regex(STORABLE).optional() })
  .nullish()
  .transform((input) => input ?? {});

/** What an answer waits for the database and the event store. */
const STATUS_TIMEOUT_MS = 1_500;

@ApiTags('projections')
@Controller('api/v1/projections')
export class ProjectionsController {
  constructor(private readonly projector: Projector) {}

  @Get()
  @ApiOperation({
    summary: 'How far each projection is.',
    description:
      '`lagEvents` counts the events that are in the log and not yet shown. While they are being counted, in the background, it is an estimate.',
  })
  @ApiResponse({ status: 200, description: 'The projections.', standardSchema: projectionList })
  async list() {
    const items = await known(() => this.projector.statuses(STATUS_TIMEOUT_MS));
    return { items, total: items.length, nextCursor: null };
  }

  @Get(':name')
  @ApiResponse({ status: 200, description: 'One projection.', standardSchema: projectionView })
  get(@Param('name') name: string) {
    return known(() => this.projector.status(name, STATUS_TIMEOUT_MS));
  }

  /** Answers when it is done; meanwhile `GET` shows how far it is. */
  @Post(':name/rebuild')
  @HttpCode(200)
  @ApiOperation({ summary: 'Builds the tables anew from the log, while everything goes on.' })
  @ApiResponse({ status: 200, description: 'What was built.', standardSchema: rebuiltView })
  rebuild(@Param('name') name: string, @Body({ schema: rebuildInput }) { dryRun }: z.infer<typeof rebuildInput>) {
    return known(() => this.projector.rebuild(name, { dryRun: dryRun ?? false }));
  }

  @Get(':name/parked')
  @ApiResponse({
    status: 200,
    description: 'The events that it could not take, in the order of the log.',
    standardSchema: parkedList,
  })
  async parked(@Param('name') name: string) {
    const items = await known(() => this.projector.parked(name).list());
    return { items, total: items.length, nextCursor: null };
  }

  @Post(':name/parked/retry')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'How many were applied, and how many stay.', standardSchema: retriedView })
  retry(@Param('name') name: string, @Body({ schema: retryInput }) { stream }: z.infer<typeof retryInput>) {
    return known(() => this.projector.parked(name).retry(stream));
  }

  @Post(':name/parked/:eventId/skip')
  @HttpCode(200)
  @ApiResponse({ status: 200, description: 'It is passed over for good.', standardSchema: skippedView })
  async skip(@Param('name') name: string, @Param('eventId', { schema: z.uuid() }) eventId: string) {
    if (await known(() => this.projector.parked(name).skip(eventId))) return { skipped: eventId };
    throw notFound(`No event ${eventId} is parked by ${name}.`);
  }
}

const notFound = (title: string) => new ProblemError({ status: 404, code: 'not-found', title });

async function known<T>(ask: () => Promise<T> | T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnknownProjection) throw notFound(error.message);
    if (error instanceof DatabaseUnavailable) {
      throw new ProblemError({ status: 503, code: 'database-unavailable', title: error.message, retryAfter: 5 });
    }
    if (!(error instanceof RebuildRunning)) throw error;
    throw new ProblemError({ status: 409, code: 'rebuild-running', title: error.message });
  }
}
