import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../database/database.module.js';
import { RefusalLog } from './refusal-log.js';

@Module({ imports: [DatabaseModule], providers: [RefusalLog], exports: [RefusalLog] })
export class RefusalsModule {}
