import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../database/database.module.js';
import { EventStoreModule } from '../../event-store/event-store.module.js';
import { ReleasesModule } from '../../releases/releases.module.js';
import { InitiationModule } from '../initiation/initiation.module.js';
import { StreamsModule } from '../streams/streams.module.js';
import { ExplainRefusalHandler } from './explain-refusal.js';
import { FindByIdBeginningHandler } from './find-by-id-beginning.js';
import { GetHistoryBoundsHandler } from './history-bounds.js';
import { GetHistoryHistogramHandler } from './history-histogram.js';
import { GetStatusesHandler } from './get-statuses.js';
import { ListAttemptChainHandler } from './list-attempt-chain.js';
import { ListRefusalsHandler } from './list-refusals.js';
import { PreviewDownloadHandler } from './preview-download.js';
import { GetDownloadAtHandler } from './get-download-at.js';
import { GetDownloadEventsHandler } from './get-download-events.js';
import { GetDownloadOfCommandHandler } from './get-download-of-command.js';
import { GetDownloadHandler } from './get-download.js';
import { GetInitiatorHandler } from './get-initiator.js';
import { ListAskedSeriesHandler } from './list-asked-series.js';
import { ListAskersHandler } from './list-askers.js';
import { ListAttemptsHandler } from './list-attempts.js';
import { ListDownloadsAtHandler } from './list-downloads-at.js';
import { ListDownloadsHandler } from './list-downloads.js';
import { ListFilesHandler } from './list-files.js';
import { ListFinishedHandler } from './list-finished.js';
import { ListHistoryHandler } from './list-history.js';
import { ListOutcomesHandler } from './list-outcomes.js';
import { ListPresentDownloadsHandler } from './list-present-downloads.js';
import { ListQueueChangesHandler } from './list-queue-changes.js';

@Module({
  imports: [DatabaseModule, EventStoreModule, StreamsModule, InitiationModule, ReleasesModule],
  providers: [
    ExplainRefusalHandler,
    FindByIdBeginningHandler,
    GetHistoryBoundsHandler,
    GetHistoryHistogramHandler,
    GetStatusesHandler,
    ListAttemptChainHandler,
    ListRefusalsHandler,
    PreviewDownloadHandler,
    GetDownloadAtHandler,
    GetDownloadEventsHandler,
    GetDownloadOfCommandHandler,
    GetDownloadHandler,
    GetInitiatorHandler,
    ListAskedSeriesHandler,
    ListAskersHandler,
    ListAttemptsHandler,
    ListDownloadsAtHandler,
    ListDownloadsHandler,
    ListFilesHandler,
    ListFinishedHandler,
    ListHistoryHandler,
    ListOutcomesHandler,
    ListPresentDownloadsHandler,
    ListQueueChangesHandler,
  ],
})
export class QueriesModule {}
