import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { type Connections, CONNECTIONS } from '../config/config.module.js';
import { EsdbEventLog } from './esdb-event-log.js';
import { EventLog } from './event-log.js';

@Module({
  providers: [
    {
      provide: EsdbEventLog,
      inject: [CONNECTIONS],
      useFactory: ({ eventStoreUrl }: Connections) => new EsdbEventLog(eventStoreUrl),
    },
    { provide: EventLog, useExisting: EsdbEventLog },
  ],
  exports: [EventLog, EsdbEventLog],
})
export class EventStoreModule implements OnApplicationShutdown {
  constructor(private readonly eventLog: EsdbEventLog) {}

  async onApplicationShutdown(): Promise<void> {
    await this.eventLog.close();
  }
}
