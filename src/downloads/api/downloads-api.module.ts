import { Module } from '@nestjs/common';
import { StreamsModule } from '../streams/streams.module.js';
import { DownloadGateway } from './download-gateway.js';
import { DownloadsController } from './downloads.controller.js';
import { Ownership } from './ownership.js';
import { HistoryController } from './history.controller.js';

@Module({
  imports: [StreamsModule],
  controllers: [DownloadsController, HistoryController],
  providers: [DownloadGateway, Ownership],
})
export class DownloadsApiModule {}
