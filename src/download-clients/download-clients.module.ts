import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { type ConfiguredClient } from './configured-client.js';
import { ConfiguredClients } from './configured-clients.js';

@Module({})
export class DownloadClientsModule {
  /** @param builtin the client that is there until another one is configured; null where it does not run */
  static with(builtin: ConfiguredClient | null): DynamicModule {
    return {
      module: DownloadClientsModule,
      global: true,
      imports: [DatabaseModule],
      providers: [
        {
          provide: ConfiguredClients,
          inject: [DataSource],
          useFactory: (database: DataSource) => new ConfiguredClients(database, builtin),
        },
      ],
      exports: [ConfiguredClients],
    };
  }
}
