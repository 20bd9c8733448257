import { setTimeout as sleep } from 'node:timers/promises';
import { type OnModuleDestroy } from '@nestjs/common';
import { type Logger } from 'pino';
import { merge, type Observable } from 'rxjs';
import { type ProcessorMoved } from '../../event-processing/processor/positions.js';
import { type EventStream } from './event-stream.js';
import { type LiveQueue } from './live-queue.js';
import { LiveReader } from './live-reader.js';
import { type LiveSurroundings } from './live-surroundings.js';
import { Message, type Topic } from './message.js';
import { type MessageLog } from './message-log.js';
import { type Readers } from './readers.js';
import { type Principal } from '../../http/auth/principal.js';

export type LiveFeedParts = {
  log: MessageLog;
  queue: LiveQueue;
  surroundings: LiveSurroundings;
  readers: Readers;
  logger: Pick<Logger, 'warn'>;
};

/** The tables are looked at ten times a second at most, and for a fifth of the time at most: milliseconds. */
const LOOK_EVERY_MS = 100;
const REST = 4;
const PING_MS = 10_000;
const RETRY_MS = 1_000;

type Status = NonNullable<Awaited<ReturnType<LiveSurroundings['queueStatus']>>>;

/**
 * Looks at the tables when something says that they have changed, whichever instance has changed them, and tells the readers of this one
 * what is otherwise. While nobody reads, nothing is looked at.
 */
export class LiveFeed implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private status: Status = { position: null, lagSeconds: 0 };
  /** Up to where the queue's table shows the log, as far as was told. */
  private position: Status['position'] = null;
  private hasChanged = true;
  private wake: () => void = () => undefined;
  private running: Promise<void> | null = null;
  private looking: Promise<void> | null = null;

  /**
   * @param moved where the queue's table has got to
   * @param changes says that something else may have become otherwise
   */
  constructor(
    private readonly parts: LiveFeedParts,
    moved: Observable<ProcessorMoved>,
    changes: readonly Observable<unknown>[],
  ) {
    moved.subscribe(({ position: { commit, prepare } }) => {
      this.position = { commit: String(commit), prepare: String(prepare) };
    });
    merge(moved, ...changes).subscribe(() => {
      this.hasChanged = true;
      this.wake();
    });
  }

  /** @throws what keeps the tables from being read, and ProblemError too-many-readers */
  async read(principal: Principal, topics: ReadonlySet<Topic>, since: string | undefined, open: () => EventStream) {
    const { log, queue, readers } = this.parts;
    readers.requireRoom(principal);
    if (readers.isEmpty) await this.look();
    const snapshot = () =>
      queue.snapshot(({ totals, ...counts }) => ({ at: new Date().toISOString(), ...this.status, counts, totals }));
    const reader = new LiveReader(principal, topics, { log, stream: open(), snapshot });
    readers.add(reader);
    reader.begin(since);
    if (since !== undefined) reader.tell(this.ping());
    this.running ??= this.run();
    this.wake();
    return { drained: () => reader.drained(), closed: () => readers.delete(reader) };
  }

  /** The first thing when the service stops: a stream would keep it from ending. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.wake();
    this.parts.readers.endAll();
    await this.running;
  }

  private async run(): Promise<void> {
    const { logger, readers } = this.parts;
    const { signal } = this.stopping;
    let pinged = performance.now();
    while (!signal.aborted) {
      const start = performance.now();
      try {
        if (readers.isEmpty) await this.woken(Infinity);
        else if (this.hasChanged) await this.look();
        if (performance.now() - pinged >= PING_MS && !readers.isEmpty) {
          pinged = performance.now();
          this.status = (await this.parts.surroundings.queueStatus()) ?? this.status;
          await readers.endUnauthorized();
          readers.tellAll(this.ping());
        }
      } catch (err) {
        this.hasChanged = true;
        logger.warn({ err }, 'the live queue could not be read; it is tried again');
        await pause(RETRY_MS, signal);
      }
      await pause(Math.max(LOOK_EVERY_MS, REST * (performance.now() - start)), signal);
      if (!this.hasChanged) await this.woken(Math.max(0, pinged + PING_MS - performance.now()));
    }
  }

  /** One look at a time; who asks meanwhile is given the one under way. */
  private look(): Promise<void> {
    return (this.looking ??= this.lookOnce().finally(() => (this.looking = null)));
  }

  private async lookOnce(): Promise<void> {
    const { queue, surroundings, readers } = this.parts;
    this.hasChanged = false;
    if (this.running === null) {
      this.status = (await surroundings.queueStatus()) ?? this.status;
      this.position = this.status.position;
      await surroundings.begin();
    }
    const { position } = this;
    const more = [await queue.refresh(position), await surroundings.refresh()];
    this.status = { ...this.status, position };
    if (more.includes(true)) this.hasChanged = true;
    readers.pumpAll();
  }

  private ping(): Message {
    return new Message('ping', { at: new Date().toISOString(), ...this.status }, null);
  }

  private async woken(milliseconds: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    if (this.hasChanged && !this.parts.readers.isEmpty) return;
    const ended = new AbortController();
    const time = milliseconds === Infinity ? [] : [pause(milliseconds, ended.signal)];
    await Promise.race([woken, ...time]);
    ended.abort();
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);
