import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type DatabaseOptions, dataSourceOptions } from './data-source.js';

/** Gives the whole app its `DataSource`, connected, and closes it at the end. The tables are there already: see `migrate`. */
@Module({})
export class DatabaseModule {
  static forRoot(url: string, options: DatabaseOptions = {}): DynamicModule {
    return {
      module: DatabaseModule,
      // A database that is not there at start is an error of the start, told at once.
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(url, options), retryAttempts: 0 })],
      exports: [TypeOrmModule],
    };
  }
}
