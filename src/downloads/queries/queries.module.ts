import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../database/database.module.js';
import { EventStoreModule } from '../../event-store/event-store.module.js';
import { StreamsModule } from '../streams/streams.module.js';
import { GetDownloadEventsHandler } from './get-download-events.js';
import { GetDownloadOfCommandHandler } from './get-download-of-command.js';
import { GetDownloadHandler } from './get-download.js';
import { GetInitiatorHandler } from './get-initiator.js';
import { ListAttemptsHandler } from './list-attempts.js';
import { ListDownloadsHandler } from './list-downloads.js';
import { ListHistoryHandler } from './list-history.js';

@Module({
  imports: [DatabaseModule, EventStoreModule, StreamsModule],
  providers: [
    GetDownloadEventsHandler,
    GetDownloadOfCommandHandler,
    GetDownloadHandler,
    GetInitiatorHandler,
    ListAttemptsHandler,
    ListDownloadsHandler,
    ListHistoryHandler,
  ],
})
export class QueriesModule {}
