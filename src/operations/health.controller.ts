import { Controller, Get } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { ProblemError } from '../http/problem.js';
import { Open } from '../http/server/route-rules.js';
import { Readiness } from './readiness.js';
import { liveView, notReadyView, readyView } from './views.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers. The one call that needs no key. */
  @Get('live')
  @Open()
  @ApiResponse({ status: 200, description: 'The process answers.', standardSchema: liveView })
  live() {
    return { status: 'up', pid: process.pid };
  }

  /** 200 when commands are taken and the queue is up to date, else 503; in both cases what is well and what is not. */
  @Get('ready')
  @ApiResponse({ status: 200, description: 'All is well.', standardSchema: readyView })
  @ApiResponse({ status: 503, description: 'What is well and what is not.', standardSchema: notReadyView })
  async ready() {
    const { status, ...report } = await this.readiness.report();
    if (status === 'ready') return { status, ...report };
    const problem = { status: 503, code: status, title: 'Ledgarr is not ready.', detail: report.problems.join('; ') };
    throw new ProblemError({ ...problem, retryAfter: 5, ...report });
  }
}
