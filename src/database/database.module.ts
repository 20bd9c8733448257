import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { type Logger } from 'pino';
import { type Connections, CONNECTIONS, LOGGER } from '../config/config.module.js';
import { CONNECTION_TIMEOUT_MS, dataSourceOptions } from './data-source.js';

/** An idle connection that is lost, as when PostgreSQL is restarted, is no reason to end. */
const poolOf = ({ databaseUrl }: Connections, logger: Logger): pg.Pool =>
  new pg.Pool({
    connectionString: databaseUrl,
    max: 16,
    keepAlive: true,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  }).on('error', (err) => logger.warn({ err }, 'a connection to PostgreSQL was lost'));

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONNECTIONS],
      useFactory: ({ databaseUrl }: Connections) => ({
        ...dataSourceOptions(databaseUrl, { poolSize: 16 }),
        retryAttempts: 0,
      }),
    }),
  ],
  providers: [{ provide: pg.Pool, inject: [CONNECTIONS, LOGGER], useFactory: poolOf }],
  exports: [pg.Pool],
})
export class DatabaseModule implements OnApplicationShutdown {
  // By its token: a class behind a namespace leaves no metadata.
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
