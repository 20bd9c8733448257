import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Projector } from '../event-processing/projections/projector.js';
import { STORABLE } from '../text/storable-text.js';
import { jobShown } from './rebuild-jobs.controller.js';
import { known, notFound } from './known.js';
import {
  jobView,
  parkedList,
  parkedView,
  projectionList,
  projectionView,
  retriedView,
  rewoundView,
  skippedView,
} from './views.js';

const decimal = z.string().regex(/^\d{1,20}$/);
const rewindInput = z.strictObject({
  to: z.union([z.iso.datetime({ offset: true }), z.strictObject({ commit: decimal, prepare: decimal })]),
});
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

  @Post(':name/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stops it where it is, until it is resumed, also across restarts.',
    description: 'Answers to commands do not wait for it: they say what is known.',
  })
  @ApiResponse({ status: 200, description: 'It is paused.', standardSchema: projectionView })
  pause(@Param('name') name: string) {
    return this.setPaused(name, true);
  }

  @Post(':name/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets it go on from where it is.' })
  @ApiResponse({ status: 200, description: 'It goes on.', standardSchema: projectionView })
  resume(@Param('name') name: string) {
    return this.setPaused(name, false);
  }

  @Post(':name/rewind')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Puts its tables back to what the log tells up to a position or an instant.',
    description: 'It goes on from there, at once unless it is paused. Only for a projection that nobody acts upon.',
  })
  @ApiResponse({ status: 200, description: 'The tables are as they were then.', standardSchema: rewoundView })
  async rewind(@Param('name') name: string, @Body({ schema: rewindInput }) { to }: z.infer<typeof rewindInput>) {
    const { differences: _, ...rewound } = await known(() => this.projector.rewind(name, placeOf(to)));
    return rewound;
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Builds the tables anew from the log, while everything goes on.',
    description:
      'With `dryRun` nothing is changed, and the job ends with what the tables have otherwise than the log says.',
  })
  @ApiResponse({ status: 202, description: 'The job that does it.', standardSchema: jobView })
  rebuild(@Param('name') name: string, @Body({ schema: rebuildInput }) { dryRun }: z.infer<typeof rebuildInput>) {
    return this.start([name], dryRun);
  }

  @Post('rebuild')
  @HttpCode(202)
  @ApiOperation({ summary: 'Builds all of them anew, in one pass over the log.' })
  @ApiResponse({ status: 202, description: 'The job that does it.', standardSchema: jobView })
  rebuildAll(@Body({ schema: rebuildInput }) { dryRun }: z.infer<typeof rebuildInput>) {
    return this.start(this.projector.names, dryRun);
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

  @Get(':name/parked/:eventId')
  @ApiResponse({ status: 200, description: 'One of them, as it is in the log.', standardSchema: parkedView })
  async showParked(@Param('name') name: string, @Param('eventId', { schema: z.uuid() }) eventId: string) {
    const event = await known(() => this.projector.parked(name).get(eventId));
    if (event) return event;
    throw notFound(`No event ${eventId} is parked by ${name}.`);
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

  private async start(names: readonly string[], dryRun = false) {
    return jobShown(await known(() => this.projector.jobs.start(names, dryRun)));
  }

  private async setPaused(name: string, paused: boolean) {
    await known(() => this.projector.setPaused(name, paused));
    return this.get(name);
  }
}

const placeOf = (to: z.infer<typeof rewindInput>['to']) =>
  typeof to === 'string'
    ? { instant: Date.parse(to) }
    : { position: { commit: BigInt(to.commit), prepare: BigInt(to.prepare) } };
