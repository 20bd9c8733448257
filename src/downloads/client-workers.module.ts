import { Module } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { merge } from 'rxjs';
import { DataSource } from 'typeorm';
import { type Connections, CONNECTIONS, LOGGER, SETTINGS } from '../config/config.module.js';
import { type Settings } from '../config/settings.js';
import { DatabaseModule } from '../database/database.module.js';
import { ConfiguredClients } from '../download-clients/configured-clients.js';
import { Projector } from '../event-processing/projections/projector.js';
import { ReleaseSources } from '../releases/release-sources.js';
import { ReleasesModule } from '../releases/releases.module.js';
import { ClientWorkers } from './client-workers.js';
import { ClientCalls } from './dispatcher/client-calls.js';
import { Dispatcher } from './dispatcher/dispatcher.js';
import { ClientPoll } from './monitor/poll.js';
import { Monitor } from './monitor/monitor.js';
import { downloads } from './projections/downloads.js';
import { finished } from './projections/finished.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { DecisionRunner } from './streams/decision-runner.js';
import { StreamsModule } from './streams/streams.module.js';

/** Of what waits for a client, or is followed in one. */
const changesOf = (projector: Projector) =>
  merge(projector.changesOf(downloads.name), projector.changesOf(finished.name));

@Module({
  imports: [DatabaseModule, ReleasesModule, ProjectionsModule, StreamsModule],
  providers: [
    {
      provide: ClientCalls,
      inject: [ConfiguredClients, ReleaseSources, CommandBus, DecisionRunner],
      useFactory: (clients: ConfiguredClients, sources: ReleaseSources, commands: CommandBus, runner: DecisionRunner) =>
        new ClientCalls(clients, sources, commands, runner),
    },
    {
      provide: Dispatcher,
      inject: [DataSource, ConfiguredClients, ClientCalls, Projector, LOGGER],
      useFactory: (
        database: DataSource,
        clients: ConfiguredClients,
        calls: ClientCalls,
        projector: Projector,
        log: Logger,
      ) => new Dispatcher({ database, clients, calls, log }, changesOf(projector)),
    },
    {
      provide: ClientPoll,
      inject: [DataSource, ConfiguredClients, CommandBus, LOGGER],
      useFactory: (database: DataSource, clients: ConfiguredClients, commands: CommandBus, log: Logger) =>
        new ClientPoll({ database, clients, commands, log }),
    },
    {
      provide: Monitor,
      inject: [ConfiguredClients, ClientPoll, Projector, SETTINGS, LOGGER],
      useFactory: (
        clients: ConfiguredClients,
        poll: ClientPoll,
        projector: Projector,
        { pollActiveMs, pollIdleMs }: Settings,
        log: Logger,
      ) => new Monitor({ clients, poll, log }, { activeMs: pollActiveMs, idleMs: pollIdleMs }, changesOf(projector)),
    },
    {
      provide: ClientWorkers,
      inject: [CONNECTIONS, Dispatcher, Monitor, LOGGER],
      useFactory: ({ databaseUrl }: Connections, dispatcher: Dispatcher, monitor: Monitor, log: Logger) =>
        new ClientWorkers({ databaseUrl, dispatcher, monitor, log }),
    },
  ],
})
export class ClientWorkersModule {}
