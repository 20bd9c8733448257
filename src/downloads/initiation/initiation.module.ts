import { Module } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import { type Settings } from '../../config/settings.js';
import { LibraryModule } from '../../library/library.module.js';
import { ReleasesModule } from '../../releases/releases.module.js';
import { DecisionRunner } from '../streams/decision-runner.js';
import { StreamRepository } from '../streams/stream-repository.js';
import { StreamsModule } from '../streams/streams.module.js';
import { ActiveRetry } from './checks/active-retry.js';
import { ContentOnDisk } from './checks/content-on-disk.js';
import { ItemHolder } from './checks/item-holder.js';
import { ClientSelector } from './client-selector.js';
import { systemClock } from './clock.js';
import { KnownWorks } from './known-works.js';
import { Initiation } from './initiation.js';
import { InitiationOrJoin } from './initiation-or-join.js';
import { RetryPreparation } from './retry-preparation.js';
import { SerialByKey } from './serial-by-key.js';

@Module({
  imports: [StreamsModule, LibraryModule, ReleasesModule],
  providers: [
    {
      provide: Initiation,
      inject: [StreamRepository, SETTINGS],
      useFactory: (streams: StreamRepository, { claimGraceMs }: Settings) =>
        new Initiation(streams, new SerialByKey(), systemClock, claimGraceMs),
    },
    {
      provide: InitiationOrJoin,
      inject: [Initiation, DecisionRunner, ItemHolder],
      useFactory: (initiation: Initiation, runner: DecisionRunner, holders: ItemHolder) =>
        new InitiationOrJoin(initiation, runner, holders, systemClock),
    },
    ItemHolder,
    ClientSelector,
    KnownWorks,
    ContentOnDisk,
    ActiveRetry,
    RetryPreparation,
  ],
  exports: [Initiation, InitiationOrJoin, KnownWorks, ClientSelector, ContentOnDisk, RetryPreparation],
})
export class InitiationModule {}
