import { Module } from '@nestjs/common';
import { StreamsModule } from '../streams/streams.module.js';
import { BulkController } from './bulk.controller.js';
import { BulkRunner } from './bulk-runner.js';
import { DownloadIdsController } from './download-ids.controller.js';
import { DownloadGateway } from './download-gateway.js';
import { DownloadsController } from './downloads.controller.js';
import { FinishedController } from './finished.controller.js';
import { HistoryController } from './history.controller.js';
import { LeaveController } from './leave.controller.js';
import { Ownership } from './ownership.js';
import { PreviewController } from './preview.controller.js';
import { RefusalsController } from './refusals.controller.js';

@Module({
  imports: [StreamsModule],
  controllers: [
    BulkController,
    DownloadIdsController,
    PreviewController,
    DownloadsController,
    FinishedController,
    HistoryController,
    LeaveController,
    RefusalsController,
  ],
  providers: [BulkRunner, DownloadGateway, Ownership],
  exports: [DownloadGateway],
})
export class DownloadsApiModule {}
