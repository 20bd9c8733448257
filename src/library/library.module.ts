import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Logger } from 'pino';
import { LOGGER, SETTINGS } from '../config/config.module.js';
import { type Settings } from '../config/settings.js';
import { LibraryIndex } from './library-index.js';

@Module({
  providers: [
    {
      provide: LibraryIndex,
      inject: [SETTINGS, LOGGER],
      useFactory: ({ libraryRoots }: Settings, log: Logger) => new LibraryIndex({ roots: libraryRoots, log }),
    },
  ],
  exports: [LibraryIndex],
})
export class LibraryModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly library: LibraryIndex) {}

  onApplicationBootstrap(): void {
    this.library.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.library.stop();
  }
}
