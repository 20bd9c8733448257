import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS } from '../../config/config.module.js';
import { type Settings } from '../../config/settings.js';
import { DatabaseModule } from '../../database/database.module.js';
import { Projector } from '../../event-processing/projections/projector.js';
import { EventLog } from '../../event-store/event-log.js';
import { EventStoreModule } from '../../event-store/event-store.module.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { DecisionRunner } from './decision-runner.js';
import { FileLists } from './file-lists.js';
import { ReadYourWrites } from './read-your-writes.js';
import { StreamDirectory } from './stream-directory.js';
import { streamExistenceHint } from './stream-existence-hint.js';
import { StreamRepository } from './stream-repository.js';

@Module({
  imports: [DatabaseModule, EventStoreModule, ProjectionsModule],
  providers: [
    {
      provide: StreamRepository,
      inject: [EventLog, DataSource],
      useFactory: (log: EventLog, database: DataSource) => new StreamRepository(log, streamExistenceHint(database)),
    },
    {
      provide: ReadYourWrites,
      inject: [EventLog, Projector, SETTINGS],
      useFactory: (log: EventLog, projector: Projector, { waitForProjectionMs }: Settings) =>
        new ReadYourWrites(log, projector, waitForProjectionMs),
    },
    StreamDirectory,
    DecisionRunner,
    FileLists,
  ],
  exports: [StreamRepository, ReadYourWrites, StreamDirectory, DecisionRunner, FileLists],
})
export class StreamsModule {}
