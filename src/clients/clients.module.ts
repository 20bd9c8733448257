import { Module } from '@nestjs/common';
import { ClientTypesController } from './client-types.controller.js';
import { ClientsController } from './clients.controller.js';

@Module({ controllers: [ClientTypesController, ClientsController] })
export class ClientsModule {}
