import { Module } from '@nestjs/common';
import { DownloadsApiModule } from '../../downloads/api/downloads-api.module.js';
import { Authenticator } from '../../http/auth/authenticator.js';
import { AUTHENTICATIONS } from '../../http/http.module.js';
import { type Authentications } from '../../http/server/authentications.js';
import { ArrController } from './arr.controller.js';
import { ARR, arrAuthentication } from './authentication.js';
import { HealthRoutes } from './health-routes.js';
import { HistoryRoutes } from './history-routes.js';
import { LibraryRoutes } from './library-routes.js';
import { OwnRoutes } from './own-routes.js';
import { QueueItems } from './queue-items.js';
import { QueueRemoval } from './queue-removal.js';
import { QueueRoutes } from './queue-routes.js';
import { SystemRoutes } from './system-routes.js';

const SIGN_IN = Symbol('Sonarr sign-in');

/** Sonarr, as dashboards and cleaners know it. */
@Module({
  imports: [DownloadsApiModule],
  controllers: [ArrController],
  providers: [
    {
      provide: SIGN_IN,
      inject: [AUTHENTICATIONS, Authenticator],
      useFactory: (ways: Authentications, authenticator: Authenticator) =>
        ways.add(ARR, arrAuthentication(authenticator)),
    },
    HealthRoutes,
    HistoryRoutes,
    LibraryRoutes,
    OwnRoutes,
    QueueItems,
    QueueRemoval,
    QueueRoutes,
    SystemRoutes,
  ],
})
export class ArrFaceModule {}
