import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import pg from 'pg';
import { type Logger } from 'pino';
import { type Connections, CONNECTIONS, LOGGER } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { KeyLocks } from './idempotency/key-locks.js';
import { ProblemFilter, type ProblemOf } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';

export const PROBLEM_OF = Symbol('ProblemOf');

/** What every call of the API goes through. */
@Module({})
export class HttpModule {
  /** @param problemOf what the errors of the product are to a caller */
  static with(problemOf: ProblemOf): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      imports: [DatabaseModule],
      providers: [
        { provide: PROBLEM_OF, useValue: problemOf },
        { provide: APP_PIPE, useClass: SchemaPipe },
        { provide: APP_FILTER, inject: [LOGGER], useFactory: (log: Logger) => new ProblemFilter(problemOf, log) },
        {
          provide: KeyLocks,
          inject: [CONNECTIONS, LOGGER],
          useFactory: ({ databaseUrl }: Connections, log: Logger) =>
            new KeyLocks({ connectionString: databaseUrl }, log),
        },
        {
          provide: IdempotentRequests,
          inject: [pg.Pool, KeyLocks],
          useFactory: (pool: pg.Pool, locks: KeyLocks) => new IdempotentRequests(pool, locks, problemOf),
        },
      ],
      exports: [PROBLEM_OF, IdempotentRequests],
    };
  }
}
