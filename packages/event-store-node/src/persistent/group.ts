import type { EventLog } from '../log/event-log.js';
import { LogUnavailable } from '../log/log-writer.js';
import { Refusal } from '../protocol/refusal.js';
import { Backlog } from './backlog.js';
import { Signal } from './bell.js';
import { Checkpoints } from './checkpoints.js';
import type { Consumer } from './consumer.js';
import { type GroupConfig, keyOf, parkedStreamOf } from './group-config.js';
import { type Message, messageOf, type Place, replayedMessage } from './message.js';
import { confirmationFrame } from './message-frame.js';
import { openSource } from './open-source.js';
import { ParkedMessages } from './parked-messages.js';
import { dropped, tooManySubscribers } from './refusals.js';
import type { Portion, Source } from './source.js';
import { type Strategy, strategyNamed } from './strategies.js';
import { InFlightMessages } from './in-flight-messages.js';

export type NackAction = 'retry' | 'park' | 'skip';

/** Events that EventStoreDB reads at a time where a batch of none is configured. */
const LEAST_BATCH = 10;

/**
 * A persistent subscription: reads ahead of its consumers as far as its buffers allow, gives each message to one of them,
 * and remembers in the log up to where all of them are answered.
 */
export class Group {
  readonly consumers = new Set<Consumer>();
  readonly backlog = new Backlog();
  readonly inFlight = new InFlightMessages();
  readonly checkpoints: Checkpoints;
  readonly parked: ParkedMessages;
  /** When it was made, in milliseconds. */
  readonly since = Date.now();
  /** Messages given to consumers, repeats too. */
  total = 0;
  /** The newest event that was read. */
  known: number | undefined;
  live = false;
  liveCount = 0;
  replaying = false;
  /** Why it reads no more. */
  failure: Error | undefined;
  private readonly strategy: Strategy;
  private readonly parking = new Set<Message>();
  private readonly writes = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly room = new Signal();
  private source!: Source;
  private looked!: Place;

  /** @param report is told of what goes wrong where nobody waits for an answer */
  constructor(
    private readonly log: EventLog,
    readonly config: GroupConfig,
    private readonly report: (error: unknown) => void,
  ) {
    this.strategy = strategyNamed(config.namedConsumerStrategy)!;
    this.checkpoints = new Checkpoints(log, config, report);
    this.parked = new ParkedMessages(log, parkedStreamOf(config));
  }

  async start(): Promise<void> {
    const checkpoint = await this.checkpoints.load();
    const { source, at } = openSource(this.log, this.config, checkpoint);
    this.source = source;
    this.looked = at;
    if (checkpoint !== undefined) this.checkpoints.begin(at);
    void this.read().catch((error: unknown) => this.fail(error as Error));
  }

  /** @throws Refusal where there are as many as may be */
  connect(consumer: Consumer): void {
    const { maxSubscriberCount } = this.config;
    if (maxSubscriberCount > 0 && this.consumers.size >= maxSubscriberCount) throw tooManySubscribers(this.config);
    consumer.say(confirmationFrame(keyOf(this.config)));
    if (this.failure) return consumer.drop(dropped(this.config));
    this.consumers.add(consumer);
    this.strategy.add(consumer);
    this.push();
  }

  /** What it leaves unanswered goes to others, however often that was tried. */
  disconnect(consumer: Consumer): void {
    this.consumers.delete(consumer);
    this.strategy.remove(consumer);
    for (const { message } of this.inFlight.of(consumer)) this.retry(message);
    this.push();
  }

  ack(ids: readonly string[]): void {
    for (const id of ids) this.inFlight.answered(id);
    this.goOn();
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    for (const id of ids) {
      const message = this.inFlight.answered(id)?.message;
      if (message && action === 'retry') this.retryOrPark(message);
      if (message && action === 'park') this.park(message, `Client explicitly NAK'ed message.\n${reason}`);
    }
    this.goOn();
  }

  /** Gives what was parked to consumers again. @param stopAt the first revision of the parked stream that stays; all go without it */
  async replay(stopAt = Infinity): Promise<void> {
    if (this.replaying) return;
    this.replaying = true;
    try {
      const end = Math.min(stopAt, await this.parked.end());
      if (end === 0) return;
      for await (const entry of this.parked.before(end)) this.backlog.retry(await replayedMessage(this.log, entry));
      this.push();
      await this.parked.truncate(end);
    } finally {
      this.replaying = false;
    }
  }

  /** To be called every second: what was not answered in time is given again, and checkpoints that are due by time are written. */
  tick(): void {
    const late = this.inFlight.givenBefore(Date.now() - this.config.messageTimeout);
    for (const { message } of late) this.retryOrPark(message);
    this.push();
    this.checkpoint(true);
  }

  /** Ends its consumers' calls. Resolves when it writes no more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.room.ring();
    this.dropConsumers();
    await Promise.all([this.checkpoints.settled(), ...this.writes]);
  }

  /** Stops it and forgets its checkpoint and what it parked. */
  async delete(): Promise<void> {
    await this.stop();
    await this.checkpoints.delete();
    await this.parked.delete();
  }

  private async read(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const limit = this.limit();
      if (limit > 0) {
        const portion = await this.source.next(limit);
        if (portion) {
          await this.take(portion);
          continue;
        }
        if (!this.live) this.liveCount = 0;
        this.live = true;
      }
      await this.source.more(signal);
      if (limit > 0 || signal.aborted) continue;
      this.live = false;
      await this.room.heard();
    }
  }

  /** How many events may be read now. */
  private limit(): number {
    const { historyBufferSize, readBatchSize } = this.config;
    if (this.live) return historyBufferSize - this.backlog.read.length;
    const batch = readBatchSize > 0 ? readBatchSize : LEAST_BATCH;
    return historyBufferSize - this.backlog.size > readBatchSize ? batch : 0;
  }

  private async take({ found, through }: Portion): Promise<void> {
    for (const each of found) {
      this.backlog.read.push(await messageOf(this.log, each, this.config.resolveLinkTos));
      this.known = each.place.position;
      if (this.live) this.liveCount = Math.min(this.liveCount + 1, this.config.liveBufferSize);
    }
    this.looked = through;
    this.push();
    this.checkpoint(false);
  }

  private push(): void {
    for (const queue of [this.backlog.again, this.backlog.read]) {
      for (let i = 0; i < queue.length;) {
        const chosen = this.strategy.choose(queue[i]!);
        if (chosen === 'full') return;
        if (chosen === 'later') i++;
        else {
          this.total++;
          this.inFlight.add(queue.splice(i, 1)[0]!, chosen);
          this.room.ring();
        }
      }
    }
  }

  private goOn(): void {
    this.checkpoint(false);
    this.push();
  }

  private retryOrPark(message: Message): void {
    const { maxRetryCount } = this.config;
    if (message.retries < maxRetryCount) this.retry(message);
    else this.park(message, `Reached retry count of ${maxRetryCount}`);
  }

  private retry(message: Message): void {
    this.backlog.retry({ ...message, retries: message.retries + 1 });
  }

  /** Until it is durable among the parked ones it counts as inFlight. */
  private park(message: Message, reason: string): void {
    this.parking.add(message);
    const write = this.parked
      .park(message, reason)
      .then(() => {
        this.parking.delete(message);
        this.checkpoint(false);
      })
      .catch(this.report)
      .finally(() => this.writes.delete(write));
    this.writes.add(write);
  }

  private checkpoint(tick: boolean): void {
    if (!this.checkpoints.mayBeDue(this.looked.sequence, tick)) return;
    let done = this.looked;
    for (const messages of [this.inFlight.messages(), this.backlog.messages(), this.parking]) {
      for (const { read } of messages) if (read && read.before.sequence < done.sequence) done = read.before;
    }
    this.checkpoints.consider(done, tick);
  }

  private fail(error: Error): void {
    if (this.stopping.signal.aborted || error instanceof LogUnavailable) return;
    this.failure = error;
    if (!(error instanceof Refusal)) this.report(error);
    this.dropConsumers();
  }

  private dropConsumers(): void {
    for (const consumer of this.consumers) consumer.drop(dropped(this.config));
  }
}
