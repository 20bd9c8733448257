import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { type EsdbEventLog } from '../event-store/esdb-event-log.js';
import { type LibraryIndex } from '../library/library-index.js';
import { type Projector } from '../event-processing/projections/projector.js';

type Parts = { projector: Projector; library: LibraryIndex; log: EsdbEventLog; pool: pg.Pool };

/** What goes on beside the requests. It is ended after them, since they wait for the projections. */
export class Background implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly parts: Parts) {}

  onApplicationBootstrap(): void {
    this.parts.projector.start();
    this.parts.library.start();
  }

  async onApplicationShutdown(): Promise<void> {
    const { projector, library, log, pool } = this.parts;
    await Promise.all([projector.stop(), library.stop()]);
    await Promise.all([log.close(), pool.end()]);
  }
}
