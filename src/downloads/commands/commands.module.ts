import { Module } from '@nestjs/common';
import { ReleasesModule } from '../../releases/releases.module.js';
import { InitiationModule } from '../initiation/initiation.module.js';
import { StreamsModule } from '../streams/streams.module.js';
import { ClientItemControl } from './client-item-control.js';
import { RefusalsModule } from '../refusals/refusals.module.js';
import { AcceptDownloadHandler } from './accept-download.js';
import { AdoptDownloadHandler } from './adopt-download.js';
import { CancelDownloadHandler } from './cancel-download.js';
import { CompleteDownloadHandler } from './complete-download.js';
import { DeclareFailedHandler } from './declare-failed.js';
import { FailDownloadHandler } from './fail-download.js';
import { FinishCancellationHandler } from './finish-cancellation.js';
import { FinishRemovalHandler } from './finish-removal.js';
import { InitiateDownloadHandler, RequestedDownload } from './initiate-download.js';
import { JoinDownloadHandler } from './join-download.js';
import { LeaveDownloadHandler } from './leave-download.js';
import { PauseDownloadHandler } from './pause-download.js';
import { RemoveDownloadHandler } from './remove-download.js';
import { ReportItemGoneHandler } from './report-item-gone.js';
import { ResumeDownloadHandler } from './resume-download.js';
import { RetryDownloadHandler } from './retry-download.js';

@Module({
  imports: [StreamsModule, InitiationModule, ReleasesModule, RefusalsModule],
  providers: [
    ClientItemControl,
    AcceptDownloadHandler,
    AdoptDownloadHandler,
    CancelDownloadHandler,
    CompleteDownloadHandler,
    DeclareFailedHandler,
    FailDownloadHandler,
    FinishCancellationHandler,
    FinishRemovalHandler,
    InitiateDownloadHandler,
    JoinDownloadHandler,
    LeaveDownloadHandler,
    RequestedDownload,
    PauseDownloadHandler,
    RemoveDownloadHandler,
    ReportItemGoneHandler,
    ResumeDownloadHandler,
    RetryDownloadHandler,
  ],
})
export class CommandsModule {}
