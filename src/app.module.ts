import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { ClientsModule } from './clients/clients.module.js';
import { ConfigModule, type Connections } from './config/config.module.js';
import { type Settings } from './config/settings.js';
import { type ConfiguredClient } from './download-clients/configured-client.js';
import { DownloadClientsModule } from './download-clients/download-clients.module.js';
import { refusalProblem } from './downloads/api/refusal-problem.js';
import { DownloadsModule } from './downloads/downloads.module.js';
import { ProjectionsModule } from './downloads/projections/projections.module.js';
import { FacesModule } from './faces/faces.module.js';
import { HttpModule, type HttpParts } from './http/http.module.js';
import { OperationsModule } from './operations/operations.module.js';

export type AppParts = {
  settings: Settings;
  log: Logger;
  http: HttpParts;
  /** Where the database and the event store are, embedded or not, and the built-in client if it runs. */
  parts: Connections & { builtin: ConfiguredClient | null };
};

@Module({})
export class AppModule {
  static with({ settings, log, http, parts }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings, log, parts),
        CqrsModule.forRoot(),
        DownloadClientsModule.with(parts.builtin),
        HttpModule.with(refusalProblem, http),
        DownloadsModule,
        ClientsModule,
        FacesModule.with(settings),
        OperationsModule.of(ProjectionsModule),
      ],
    };
  }
}
