import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type Logger } from 'pino';
import { BackOff } from '../../back-off/back-off.js';
import { LOGGER } from '../../config/config.module.js';
import { causeOfRequest } from '../../downloads/api/cause-of-request.js';
import { PauseDownload } from '../../downloads/domain/commands.js';
import { Refused } from '../../downloads/domain/refused.js';
import { ListPresentDownloads } from '../../downloads/queries/list-present-downloads.js';
import { type WantedPause, WantedPauses } from './wanted-pauses.js';

/** How often is looked whether a client has it by now. */
const RANGE = { firstMs: 250, maxMs: 10_000 };

/** Pauses what was to be paused before its client had it, also after the service was started anew. */
@Injectable()
export class LatePauses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ended = new AbortController();
  private running: Promise<void> | null = null;
  private isWoken = false;
  private looking: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly wanted: WantedPauses,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  /** Something has come to be wanted. */
  wake(): void {
    this.isWoken = true;
    this.running ??= this.work().finally(() => {
      this.running = null;
      if (this.isWoken && !this.ended.signal.aborted) this.wake();
    });
  }

  /** What is not wanted any more may be under way: until it is over. */
  async settled(): Promise<void> {
    await this.looking;
  }

  /** Until nothing is wanted any more. */
  private async work(): Promise<void> {
    const backOff = new BackOff(RANGE);
    while (!this.ended.signal.aborted) {
      if (this.isWoken) backOff.reset();
      this.isWoken = false;
      this.looking = this.round();
      if ((await this.looking) === 0) return;
      await backOff.wait(this.ended.signal);
    }
  }

  /** @returns how many are still wanted */
  private async round(): Promise<number> {
    try {
      const wanted = await this.wanted.list();
      const done = wanted.length === 0 ? [] : await this.pause(wanted);
      if (done.length > 0) await this.wanted.remove(done);
      return wanted.length - done.length;
    } catch (error) {
      this.log.warn({ err: error }, 'what is to be paused later could not be looked at');
      return 1;
    }
  }

  /** @returns those that are paused, or cannot be any more */
  private async pause(wanted: readonly WantedPause[]): Promise<string[]> {
    const among = { ids: wanted.map(({ downloadId }) => downloadId), keys: [] };
    const present = await this.queries.execute(new ListPresentDownloads(among));
    const status = new Map(present.map((download) => [download.id, download.status]));
    const done: string[] = [];
    for (const each of wanted)
      if (status.get(each.downloadId) !== 'submitting' && (await this.pauseOne(each))) done.push(each.downloadId);
    return done;
  }

  private async pauseOne({ downloadId, keyName }: WantedPause): Promise<boolean> {
    try {
      await this.commands.execute(new PauseDownload(downloadId, causeOfRequest({ name: keyName })));
      return true;
    } catch (error) {
      if (error instanceof Refused) return error.code !== 'client-unavailable';
      throw error;
    }
  }
}
