import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import pg from 'pg';
import { type Logger } from 'pino';
import { type Connections, CONNECTIONS, LOGGER } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { ApiKeys } from './auth/api-keys.js';
import { Authenticator } from './auth/authenticator.js';
import { FailedKeys } from './auth/failed-keys.js';
import { keyAuthentication } from './auth/key-authentication.js';
import { KeysController } from './auth/keys.controller.js';
import { SessionController } from './auth/session.controller.js';
import { Sessions } from './auth/sessions.js';
import { SignIn } from './auth/sign-in.js';
import { type Authentications } from './server/authentications.js';
import { KeyLocks } from './idempotency/key-locks.js';
import { ProblemFilter, type ProblemOf } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';

export const PROBLEM_OF = Symbol('ProblemOf');
/** A face of the service adds its own way to sign in here, in its provider's factory. */
export const AUTHENTICATIONS = Symbol('Authentications');

export type HttpParts = {
  /** Where the ways to sign in are added, before routes are made. */
  authentications: Authentications;
  /** What `<data dir>/api-key` holds. */
  adminKey: string;
};

/** What every call of the API goes through. */
@Module({})
export class HttpModule {
  /** @param problemOf what the errors of the product are to a caller */
  static with(problemOf: ProblemOf, { authentications, adminKey }: HttpParts): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      imports: [DatabaseModule],
      controllers: [KeysController, SessionController],
      providers: [
        { provide: ApiKeys, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new ApiKeys(pool) },
        { provide: Sessions, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Sessions(pool) },
        {
          provide: Authenticator,
          inject: [ApiKeys, Sessions],
          useFactory: (keys: ApiKeys, sessions: Sessions) => {
            const authenticator = new Authenticator(adminKey, keys, new FailedKeys());
            authentications.add('key', keyAuthentication(authenticator, sessions));
            return authenticator;
          },
        },
        {
          provide: SignIn,
          inject: [Authenticator, Sessions],
          useFactory: (authenticator: Authenticator, sessions: Sessions) => new SignIn(authenticator, sessions),
        },
        { provide: AUTHENTICATIONS, useValue: authentications },
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
      exports: [PROBLEM_OF, AUTHENTICATIONS, Authenticator, Sessions, IdempotentRequests],
    };
  }
}
