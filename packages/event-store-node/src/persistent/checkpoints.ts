import type { EventLog } from '../log/event-log.js';
import { ANY } from '../log/numbers.js';
import { readStream } from '../log/stream-reader.js';
import { decodeRecorded } from '../protocol/event-frame.js';
import { checkpointStreamOf, type GroupConfig } from './group-config.js';
import type { Place } from './message.js';
import { placeText } from './place-text.js';
import { appendSystemEvent } from './system-event.js';

const TYPE = 'SubscriptionCheckpoint';

/**
 * Up to where a group's events are answered for, in a stream of the group's own: what comes after is read again after a restart.
 * When to write follows EventStoreDB: once `maxCheckPointCount` events are done with, or `minCheckPointCount` at a tick of the clock
 * and `checkPointAfter` since the last time.
 */
export class Checkpoints {
  private last: Place | undefined;
  private lastTime = -Infinity;
  private writing: Promise<void> | undefined;
  private waiting: Place | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly config: GroupConfig,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** The text of the newest checkpoint. */
  async load(): Promise<string | undefined> {
    const stream = checkpointStreamOf(this.config);
    const state = await this.log.stream(stream);
    const range = { stream, direction: 'backwards', from: state.head.last, limit: 1 } as const;
    if (state.tombstoned) return undefined;
    for await (const [entry] of readStream(this.log, state, range)) {
      return entry && (JSON.parse(Buffer.from(decodeRecorded(entry.frame).getData_asU8()).toString('utf8')) as string);
    }
    return undefined;
  }

  /** Where the group goes on from. */
  begin(place: Place): void {
    this.last = place;
  }

  /** The place that the newest checkpoint has or will have; undefined where there is none. */
  get place(): Place | undefined {
    return this.last;
  }

  /** Whether this many events can be a reason to write at all. */
  mayBeDue(sequence: number, tick: boolean): boolean {
    const { minCheckPointCount, maxCheckPointCount } = this.config;
    const done = sequence - (this.last?.sequence ?? 0);
    return done > 0 && (done >= maxCheckPointCount || (tick && done >= minCheckPointCount && this.longAgo));
  }

  /** @param done everything up to here is answered for */
  consider(done: Place, tick: boolean): void {
    if (!this.mayBeDue(done.sequence, tick)) return;
    this.last = done;
    this.lastTime = Date.now();
    this.waiting = done;
    this.writing ??= this.write();
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  async delete(): Promise<void> {
    await this.log.write({ kind: 'delete', stream: checkpointStreamOf(this.config), expected: ANY });
  }

  private get longAgo(): boolean {
    const { checkPointAfter } = this.config;
    // A time of nought is none at all: then only their number counts.
    return checkPointAfter > 0 && Date.now() - this.lastTime >= checkPointAfter;
  }

  private async write(): Promise<void> {
    try {
      for (let place = this.waiting; place; place = this.waiting) {
        this.waiting = undefined;
        const data = JSON.stringify(placeText(this.config.stream, place.position));
        await appendSystemEvent(this.log, checkpointStreamOf(this.config), { type: TYPE, isJson: true, data });
      }
    } catch (error) {
      this.onFailure(error);
    } finally {
      this.writing = undefined;
    }
  }
}
