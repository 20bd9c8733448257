import { Module } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { type Connections, CONNECTIONS, LOGGER } from '../../config/config.module.js';
import { DatabaseModule } from '../../database/database.module.js';
import { ConfiguredClients } from '../../download-clients/configured-clients.js';
import { Projector } from '../../event-processing/projections/projector.js';
import { Authenticator } from '../../http/auth/authenticator.js';
import { Sessions } from '../../http/auth/sessions.js';
import { downloads } from '../projections/downloads.js';
import { history } from '../projections/history.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { LiveController } from './live.controller.js';
import { LiveFeed } from './live-feed.js';
import { LiveQueue } from './live-queue.js';
import { LiveSurroundings } from './live-surroundings.js';
import { MessageLog } from './message-log.js';
import { Observed } from './observed.js';
import { Readers } from './readers.js';

@Module({
  imports: [DatabaseModule, ProjectionsModule],
  controllers: [LiveController],
  providers: [
    MessageLog,
    {
      provide: Observed,
      inject: [CONNECTIONS, LOGGER],
      useFactory: ({ databaseUrl }: Connections, logger: Logger) => new Observed(databaseUrl, logger),
    },
    {
      provide: LiveQueue,
      inject: [DataSource, MessageLog],
      useFactory: (database: DataSource, log: MessageLog) => new LiveQueue(database, log),
    },
    {
      provide: LiveSurroundings,
      inject: [QueryBus, ConfiguredClients, Projector, MessageLog],
      useFactory: (queries: QueryBus, clients: ConfiguredClients, projector: Projector, log: MessageLog) =>
        new LiveSurroundings({ queries, clients, projector }, log),
    },
    {
      provide: Readers,
      inject: [Sessions, Authenticator],
      useFactory: (sessions: Sessions, authenticator: Authenticator) => new Readers(sessions, authenticator),
    },
    {
      provide: LiveFeed,
      inject: [MessageLog, LiveQueue, LiveSurroundings, Readers, Projector, Observed, LOGGER],
      useFactory: (
        log: MessageLog,
        queue: LiveQueue,
        surroundings: LiveSurroundings,
        readers: Readers,
        projector: Projector,
        observed: Observed,
        logger: Logger,
      ) =>
        new LiveFeed({ log, queue, surroundings, readers, logger }, projector.changesOf(downloads.name), [
          projector.changesOf(history.name),
          observed.changes,
        ]),
    },
  ],
})
export class LiveModule {}
