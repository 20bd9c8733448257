import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { type Logger } from 'pino';
import { withLeaderLock } from '../database/leader-lock.js';
import { type Dispatcher } from './dispatcher/dispatcher.js';
import { type Monitor } from './monitor/monitor.js';

type Parts = { databaseUrl: string; dispatcher: Dispatcher; monitor: Monitor; log: Logger };

/** Runs the dispatcher and the monitor while the service runs, in one instance at a time. */
export class ClientWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  onApplicationBootstrap(): void {
    const { databaseUrl, dispatcher, monitor, log } = this.parts;
    const alone = (name: string, work: (signal: AbortSignal) => Promise<void>) =>
      withLeaderLock(databaseUrl, name, this.end.signal, work, (err) => log.error({ err, name }, 'starting over'));
    this.running = Promise.all([
      alone('dispatcher', (signal) => dispatcher.run(signal)),
      alone('monitor', (signal) => monitor.run(signal)),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.running;
  }
}
