import { type DynamicModule, type FactoryProvider, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { type Settings } from './config/settings.js';
import { CONNECTION_TIMEOUT_MS, dataSourceOptions } from './database/data-source.js';
import { probeDatabase } from './database/unavailable.js';
import { type ConfiguredClient } from './download-clients/configured-client.js';
import { ConfiguredClients } from './download-clients/configured-clients.js';
import { DownloadGateway } from './downloads/api/download-gateway.js';
import { ClientsController } from './clients/clients.controller.js';
import { DownloadsController } from './downloads/api/downloads.controller.js';
import { HistoryController } from './downloads/api/history.controller.js';
import { IdempotentRequests } from './http/idempotency/idempotent-requests.js';
import { KeyLocks } from './http/idempotency/key-locks.js';
import { refusalProblem } from './downloads/api/refusal-problem.js';
import { AcceptDownloadHandler } from './downloads/commands/accept-download.js';
import { CancelDownloadHandler } from './downloads/commands/cancel-download.js';
import { ClientSelector } from './downloads/initiation/client-selector.js';
import { ClientItemControl } from './downloads/commands/client-item-control.js';
import { systemClock } from './downloads/initiation/clock.js';
import { CompleteDownloadHandler } from './downloads/commands/complete-download.js';
import { ContentOnDisk } from './downloads/initiation/checks/content-on-disk.js';
import { DecisionRunner } from './downloads/streams/decision-runner.js';
import { StreamRepository } from './downloads/streams/stream-repository.js';
import { FileLists } from './downloads/streams/file-lists.js';
import { FailDownloadHandler } from './downloads/commands/fail-download.js';
import { FinishCancellationHandler } from './downloads/commands/finish-cancellation.js';
import { InitiateDownloadHandler } from './downloads/commands/initiate-download.js';
import { Initiation } from './downloads/initiation/initiation.js';
import { SerialByKey } from './downloads/initiation/serial-by-key.js';
import { PauseDownloadHandler } from './downloads/commands/pause-download.js';
import { ReportItemGoneHandler } from './downloads/commands/report-item-gone.js';
import { ResumeDownloadHandler } from './downloads/commands/resume-download.js';
import { RetryDownloadHandler } from './downloads/commands/retry-download.js';
import { ClientCalls } from './downloads/dispatcher/client-calls.js';
import { Dispatcher } from './downloads/dispatcher/dispatcher.js';
import { ClientWorkers } from './downloads/client-workers.js';
import { ClientPoll } from './downloads/monitor/client-poll.js';
import { Monitor } from './downloads/monitor/monitor.js';
import { downloads } from './downloads/projections/downloads.js';
import { history } from './downloads/projections/history.js';
import { ActiveRetry } from './downloads/initiation/checks/active-retry.js';
import { ReadYourWrites } from './downloads/streams/read-your-writes.js';
import { streamExistenceHint } from './downloads/streams/stream-existence-hint.js';
import { GetDownloadOfCommandHandler } from './downloads/queries/get-download-of-command.js';
import { GetDownloadEventsHandler } from './downloads/queries/get-download-events.js';
import { GetDownloadHandler } from './downloads/queries/get-download.js';
import { ListAttemptsHandler } from './downloads/queries/list-attempts.js';
import { ListDownloadsHandler } from './downloads/queries/list-downloads.js';
import { ListHistoryHandler } from './downloads/queries/list-history.js';
import { StreamDirectory } from './downloads/streams/stream-directory.js';
import { EsdbEventLog } from './event-store/esdb-event-log.js';
import { EventLog } from './event-store/event-log.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SchemaPipe } from './http/schema.pipe.js';
import { LibraryIndex } from './library/library-index.js';
import { Availability } from './operations/availability.js';
import { AvailabilityInterceptor } from './operations/availability.interceptor.js';
import { Background } from './operations/background.js';
import { HealthController } from './operations/health.controller.js';
import { ProjectionsController } from './operations/projections.controller.js';
import { Readiness } from './operations/readiness.js';
import { Projector } from './event-processing/projections/projector.js';
import { ReleaseSources } from './releases/release-sources.js';

export type AppParts = {
  settings: Settings;
  log: Logger;
  /** Where the database and the event store are, embedded or not, and the built-in client if it runs. */
  parts: { databaseUrl: string; eventStoreUrl: string; builtin: ConfiguredClient | null };
};

type Token = NonNullable<FactoryProvider['inject']>[number];

/** A provider made of others. */
const made = (provide: Token, inject: Token[], useFactory: FactoryProvider['useFactory']): Provider => ({
  provide: provide as never,
  inject,
  useFactory,
});

/** The only wiring. */
@Module({})
export class AppModule {
  static with(app: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        TypeOrmModule.forRoot({ ...dataSourceOptions(app.parts.databaseUrl, { poolSize: 16 }), retryAttempts: 0 }),
      ],
      controllers: [DownloadsController, HistoryController, ClientsController, ProjectionsController, HealthController],
      providers: [...plumbing(app), ...decisions(app), ...questions(app), ...following(app), ...http(app)],
    };
  }
}

const plumbing = ({ settings, log, parts }: AppParts): Provider[] => [
  { provide: EventLog, useFactory: () => new EsdbEventLog(parts.eventStoreUrl) },
  made(Projector, [EventLog], (events: EventLog) => {
    return new Projector({
      databaseUrl: parts.databaseUrl,
      log: events,
      projections: [downloads, history],
      logger: log,
    });
  }),
  made(ConfiguredClients, [DataSource], (database: DataSource) => new ConfiguredClients(database, parts.builtin)),
  made(ReleaseSources, [DataSource], (database: DataSource) => {
    return new ReleaseSources(database, { allowPrivateHosts: settings.allowedPrivateHosts });
  }),
  { provide: LibraryIndex, useFactory: () => new LibraryIndex({ roots: settings.libraryRoots, log }) },
  { provide: pg.Pool, useFactory: () => poolOf(parts.databaseUrl, log) },
  made(Background, [Projector, LibraryIndex, EventLog, pg.Pool], (projector, library, events, pool) => {
    return new Background({ projector, library, log: events, pool });
  }),
];

const availabilityOf = (databaseUrl: string, events: EsdbEventLog): Availability =>
  new Availability([
    {
      code: 'database-unavailable',
      title: 'The database does not answer.',
      probe: (withinMs) => probeDatabase(databaseUrl, withinMs),
    },
    {
      code: 'event-store-unavailable',
      title: 'The event store does not answer.',
      probe: (withinMs) => events.probe(withinMs),
      answeredAt: () => events.answeredAt,
    },
  ]);

/** An idle connection that is lost, as when PostgreSQL is restarted, is no reason to end. */
const poolOf = (connectionString: string, log: Logger): pg.Pool =>
  new pg.Pool({ connectionString, max: 16, keepAlive: true, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS }).on(
    'error',
    (err) => log.warn({ err }, 'a connection to PostgreSQL was lost'),
  );

const decisions = ({ settings }: AppParts): Provider[] => [
  made(StreamRepository, [EventLog, DataSource], (log: EventLog, database: DataSource) => {
    return new StreamRepository(log, streamExistenceHint(database));
  }),
  made(Initiation, [StreamRepository], (streams: StreamRepository) => {
    return new Initiation(streams, new SerialByKey(), systemClock, settings.claimGraceMs);
  }),
  DecisionRunner,
  ClientSelector,
  ClientItemControl,
  ContentOnDisk,
  FileLists,
  InitiateDownloadHandler,
  RetryDownloadHandler,
  AcceptDownloadHandler,
  PauseDownloadHandler,
  ResumeDownloadHandler,
  CompleteDownloadHandler,
  FailDownloadHandler,
  CancelDownloadHandler,
  FinishCancellationHandler,
  ReportItemGoneHandler,
];

const questions = ({ settings }: AppParts): Provider[] => [
  made(ReadYourWrites, [EventLog, Projector], (log: EventLog, projector: Projector) => {
    return new ReadYourWrites(log, projector, settings.waitForProjectionMs);
  }),
  StreamDirectory,
  ActiveRetry,
  ListDownloadsHandler,
  GetDownloadHandler,
  GetDownloadOfCommandHandler,
  GetDownloadEventsHandler,
  ListHistoryHandler,
  ListAttemptsHandler,
];

const following = ({ settings, log, parts }: AppParts): Provider[] => [
  made(
    ClientWorkers,
    [DataSource, CommandBus, ConfiguredClients, ReleaseSources, Projector],
    (database, commands, clients, sources, projector: Projector) => {
      const calls = new ClientCalls(clients, sources, commands);
      const poll = new ClientPoll({ database, clients, commands, log });
      const changes = projector.changesOf(downloads.name);
      const dispatcher = new Dispatcher({ database, clients, calls, log }, changes);
      const pace = { activeMs: settings.pollActiveMs, idleMs: settings.pollIdleMs };
      const monitor = new Monitor({ clients, poll, log }, pace, changes);
      return new ClientWorkers({ databaseUrl: parts.databaseUrl, dispatcher, monitor, log });
    },
  ),
];

const http = ({ log, parts }: AppParts): Provider[] => [
  { provide: APP_PIPE, useClass: SchemaPipe },
  { provide: APP_FILTER, useFactory: () => new ProblemFilter(refusalProblem, log) },
  made(Availability, [EventLog], (events: EsdbEventLog) => availabilityOf(parts.databaseUrl, events)),
  made(APP_INTERCEPTOR, [Availability], (availability: Availability) => {
    return new AvailabilityInterceptor(availability, refusalProblem);
  }),
  { provide: KeyLocks, useFactory: () => new KeyLocks({ connectionString: parts.databaseUrl }, log) },
  made(
    IdempotentRequests,
    [pg.Pool, KeyLocks],
    (pool: pg.Pool, locks: KeyLocks) => new IdempotentRequests(pool, locks, refusalProblem),
  ),
  DownloadGateway,
  Readiness,
];
