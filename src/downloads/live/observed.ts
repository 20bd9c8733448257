import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Logger } from 'pino';
import { type Observable, Subject } from 'rxjs';
import { listenTo } from '../../database/notices.js';
import { OBSERVED_CHANNEL } from '../../database/observed-channel.js';

/** Says that what the monitor sees has changed, in whichever instance it runs. */
export class Observed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly subject = new Subject<void>();
  private readonly stopping = new AbortController();
  private listening: Promise<void> = Promise.resolve();

  readonly changes: Observable<void> = this.subject.asObservable();

  constructor(
    private readonly databaseUrl: string,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    this.listening = listenTo(
      { connectionString: this.databaseUrl },
      OBSERVED_CHANNEL,
      this.stopping.signal,
      () => this.subject.next(),
      (err) => this.logger.warn({ err }, 'lost the connection that tells what the monitor sees'),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listening;
  }
}
