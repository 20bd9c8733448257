import { type DynamicModule, Module } from '@nestjs/common';
import { type Logger } from 'pino';
import { type Settings } from './settings.js';

/** Where the database and the event store are, embedded or not. */
export type Connections = { databaseUrl: string; eventStoreUrl: string };

export const SETTINGS = Symbol('Settings');
export const LOGGER = Symbol('Logger');
export const CONNECTIONS = Symbol('Connections');

/** What is known before the app is: everybody may ask for it. */
@Module({})
export class ConfigModule {
  static with(settings: Settings, logger: Logger, connections: Connections): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        { provide: CONNECTIONS, useValue: connections },
      ],
      exports: [SETTINGS, LOGGER, CONNECTIONS],
    };
  }
}
