import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Projector } from '../event-processing/projections/projector.js';
import { type RebuildJob } from '../event-processing/projections/rebuild/rebuild-jobs.js';
import { differenceOf } from './difference.js';
import { notFound } from './known.js';
import { jobList, jobView } from './views.js';

/** Rebuilds that were begun over HTTP here. Those of other processes show in the status of their projections. */
@ApiTags('projections')
@Controller('api/v1/projections/rebuilds')
export class RebuildJobsController {
  constructor(private readonly projector: Projector) {}

  @Get()
  @ApiResponse({ status: 200, description: 'The newest first.', standardSchema: jobList })
  list() {
    const items = this.projector.jobs.list().map(jobShown);
    return { items, total: items.length, nextCursor: null };
  }

  @Get(':id')
  @ApiResponse({ status: 200, description: 'How far it is, or how it ended.', standardSchema: jobView })
  get(@Param('id', { schema: z.uuid() }) id: string) {
    return shown(id, this.projector.jobs.get(id));
  }

  @Post(':id/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it; the tables are as they were, unless it was done already.' })
  @ApiResponse({ status: 200, description: 'How it ended.', standardSchema: jobView })
  async stop(@Param('id', { schema: z.uuid() }) id: string) {
    return shown(id, await this.projector.jobs.stop(id));
  }
}

const shown = (id: string, job: RebuildJob | null) => {
  if (job) return jobShown(job);
  throw notFound(`No rebuild ${id} was begun here.`);
};

export const jobShown = ({ results, ...job }: RebuildJob) => ({
  ...job,
  results:
    results?.map(({ differences, ...rebuilt }, i) => {
      const difference = differences && differenceOf(differences);
      return { name: job.projections[i]!, ...rebuilt, difference };
    }) ?? null,
});
