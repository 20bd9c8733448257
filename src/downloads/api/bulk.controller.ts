import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { Caller, type Principal } from '../../http/auth/principal.js';
import { BulkRunner } from './bulk-runner.js';
import { bulkInput } from './command-schemas.js';
import { bulkAnswer } from './command-views.js';

@ApiTags('downloads')
@Controller('api/v1/downloads/bulk')
export class BulkController {
  constructor(private readonly bulk: BulkRunner) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Does the same to many downloads.' })
  @ApiResponse({
    status: 200,
    description: 'A result for each id, in their order: what one is refused stops no other.',
    standardSchema: bulkAnswer,
  })
  run(@Body({ schema: bulkInput }) input: z.infer<typeof bulkInput>, @Caller() caller: Principal) {
    return this.bulk.run(input, caller);
  }
}
