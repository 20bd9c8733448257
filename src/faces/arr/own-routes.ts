import { Injectable } from '@nestjs/common';
import { HealthRoutes } from './health-routes.js';
import { LibraryRoutes } from './library-routes.js';
import { type Routes } from './route.js';
import { SystemRoutes } from './system-routes.js';

/** What is told beside the queue and the history. */
@Injectable()
export class OwnRoutes {
  readonly routes: Routes;

  constructor(system: SystemRoutes, health: HealthRoutes, library: LibraryRoutes) {
    this.routes = { ...system.routes, ...health.routes, ...library.routes };
  }
}
