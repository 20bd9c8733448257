import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS } from '../config/config.module.js';
import { type Settings } from '../config/settings.js';
import { DatabaseModule } from '../database/database.module.js';
import { ReleaseSources } from './release-sources.js';

@Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: ReleaseSources,
      inject: [DataSource, SETTINGS],
      useFactory: (database: DataSource, { allowedPrivateHosts }: Settings) =>
        new ReleaseSources(database, { allowPrivateHosts: allowedPrivateHosts }),
    },
  ],
  exports: [ReleaseSources],
})
export class ReleasesModule {}
