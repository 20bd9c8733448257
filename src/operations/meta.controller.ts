import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SETTINGS } from '../config/config.module.js';
import { type Settings } from '../config/settings.js';
import { VERSION } from '../config/version.js';
import { Needs } from '../http/server/route-rules.js';

/** Of what is asked and sent. A page is told these, so that it need not find them out. */
const LIMITS = {
  pageItems: 1_000,
  bulkIds: 1_000,
  sortKeys: 5,
  bodyBytes: 256 * 1024,
  uploadBytes: 144_000_000,
  refusalDays: 90,
} as const;
const FEATURES = ['at', 'bulk', 'changes', 'facets', 'histogram', 'preview', 'refusals'];

export const metaView = z
  .strictObject({
    version: z.string(),
    eventStore: z.strictObject({ embedded: z.boolean() }),
    serverTime: z.iso.datetime(),
    limits: z.record(z.string(), z.number()),
    features: z.array(z.string()),
  })
  .meta({ id: 'Meta' });

@ApiTags('meta')
@Controller('api/v1/meta')
export class MetaController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'eventStoreUrl'>) {}

  @Get()
  @Needs('any')
  @ApiResponse({ status: 200, description: 'What runs here, and what it takes.', standardSchema: metaView })
  meta(): z.infer<typeof metaView> {
    return {
      version: VERSION,
      eventStore: { embedded: this.settings.eventStoreUrl === null },
      serverTime: new Date().toISOString(),
      limits: LIMITS,
      features: FEATURES,
    };
  }
}
