import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Logger } from 'pino';
import { type Connections, CONNECTIONS, LOGGER } from '../../config/config.module.js';
import { VERSION } from '../../config/version.js';
import { Projector } from '../../event-processing/projections/projector.js';
import { EventLog } from '../../event-store/event-log.js';
import { EventStoreModule } from '../../event-store/event-store.module.js';
import { downloads } from './downloads.js';
import { finished } from './finished.js';
import { history } from './history.js';

@Module({
  imports: [EventStoreModule],
  providers: [
    {
      provide: Projector,
      inject: [EventLog, CONNECTIONS, LOGGER],
      useFactory: (log: EventLog, { databaseUrl }: Connections, logger: Logger) =>
        new Projector({ databaseUrl, log, projections: [downloads, history, finished], logger, release: VERSION }),
    },
  ],
  exports: [Projector],
})
export class ProjectionsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly projector: Projector) {}

  onApplicationBootstrap(): void {
    this.projector.start();
  }

  /** After the requests, since they wait for the projections. */
  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
  }
}
