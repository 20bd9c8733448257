import { Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.js';
import { DownloadsApiModule } from '../downloads/api/downloads-api.module.js';
import { ClientCatalogue } from './client-catalogue.js';
import { ClientRemoval } from './client-removal.js';
import { ClientTestsController } from './client-tests.controller.js';
import { ClientTypesController } from './client-types.controller.js';
import { ClientsController } from './clients.controller.js';

@Module({
  imports: [DatabaseModule, DownloadsApiModule],
  controllers: [ClientTypesController, ClientTestsController, ClientsController],
  providers: [ClientCatalogue, ClientRemoval],
})
export class ClientsModule {}
