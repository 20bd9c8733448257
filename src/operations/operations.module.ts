import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { type Connections, CONNECTIONS } from '../config/config.module.js';
import { probeDatabase } from '../database/unavailable.js';
import { EsdbEventLog } from '../event-store/esdb-event-log.js';
import { EventStoreModule } from '../event-store/event-store.module.js';
import { PROBLEM_OF } from '../http/http.module.js';
import { type ProblemOf } from '../http/problem.filter.js';
import { LibraryModule } from '../library/library.module.js';
import { AvailabilityInterceptor } from './availability.interceptor.js';
import { Availability } from './availability.js';
import { HealthController } from './health.controller.js';
import { MetaController } from './meta.controller.js';
import { CurrentFigures } from './metrics/current-figures.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ProjectionsController } from './projections.controller.js';
import { RebuildJobsController } from './rebuild-jobs.controller.js';
import { Readiness } from './readiness.js';

const availabilityOf = ({ databaseUrl }: Connections, events: EsdbEventLog): Availability =>
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

@Module({})
export class OperationsModule {
  /** @param projections has the `Projector` whose projections are shown and rebuilt */
  static of(projections: NonNullable<DynamicModule['imports']>[number]): DynamicModule {
    return {
      module: OperationsModule,
      imports: [EventStoreModule, LibraryModule, projections],
      controllers: [RebuildJobsController, ProjectionsController, HealthController, MetaController, MetricsController],
      providers: [
        Readiness,
        CurrentFigures,
        { provide: Availability, inject: [CONNECTIONS, EsdbEventLog], useFactory: availabilityOf },
        {
          provide: APP_INTERCEPTOR,
          inject: [Availability, PROBLEM_OF],
          useFactory: (availability: Availability, problemOf: ProblemOf) =>
            new AvailabilityInterceptor(availability, problemOf),
        },
      ],
    };
  }
}
