import { Module } from '@nestjs/common';
import { DownloadsApiModule } from './api/downloads-api.module.js';
import { ClientWorkersModule } from './client-workers.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { LiveModule } from './live/live.module.js';
import { QueriesModule } from './queries/queries.module.js';

@Module({ imports: [DownloadsApiModule, CommandsModule, QueriesModule, ClientWorkersModule, LiveModule] })
export class DownloadsModule {}
