import { type EventLog, isBefore, type Position } from '../../event-store/event-log.js';
import { pause } from '../../back-off/back-off.js';

/** So many events of certain streams are in the log up to a position: null before the first. */
export type CountedPosition = { readonly position: Position | null; readonly events: number };

/** Events read between two pauses, each as long as the reading took: what has to be done goes on beside it. */
const SLICE_EVENTS = 1_000;
/** Counting ends when nobody has asked for so long. */
const UNASKED_LIMIT_MS = 60_000;
/** How close events lie is not estimated from fewer. */
const DENSITY_SAMPLE_MIN = 100;

/**
 * Counts the events of some streams. The store cannot, so they are read, in the background, each of them once, from the
 * furthest place of which the number is known: that of a checkpoint, or where the count has got to.
 */
export class EventCount {
  private known: CountedPosition = { position: null, events: 0 };
  /** Where the present count began, after its first event. */
  private countStart: CountedPosition | null = null;
  private target: Position | null = null;
  private askedAt = 0;
  private counting: Promise<void> | null = null;
  private ended = new AbortController();

  constructor(
    private readonly eventLog: EventLog,
    private readonly streams: readonly string[],
  ) {}

  stop(): void {
    this.ended.abort();
  }

  /** Takes over what a checkpoint knows, which goes before what was counted here. */
  adoptCheckpoint(checkpoint: CountedPosition): void {
    const isFurther = isBefore(this.known.position, checkpoint.position);
    if (!isFurther && this.known.events >= checkpoint.events) return;
    this.known = checkpoint;
    this.countStart = null;
    if (!isFurther) this.ended.abort();
  }

  /** Counts up to `end`. @returns when that is done; never fails, for what could not be counted is estimated */
  upTo(end: Position): Promise<void> {
    this.askedAt = performance.now();
    if (!isBefore(this.known.position, end)) return Promise.resolve();
    this.target = end;
    this.counting ??= this.count().finally(() => (this.counting = null));
    return this.counting;
  }

  /**
   * How many there are after `from` and up to `end`: exact where the count is past `end`; the rest is estimated by how
   * close the events lie that were counted.
   */
  between(from: CountedPosition, end: Position): number {
    const { position, events } = this.known;
    const counted = events - from.events;
    return isBefore(position, end) ? counted + Math.round(this.density(from) * span(position, end)) : counted;
  }

  private density(from: CountedPosition): number {
    const { known, countStart } = this;
    if (countStart && known.events - countStart.events >= DENSITY_SAMPLE_MIN)
      return (known.events - countStart.events) / span(countStart.position, known.position);
    return from.position ? from.events / Number(from.position.commit) : 0;
  }

  private async count(): Promise<void> {
    this.ended = new AbortController();
    const { signal } = this.ended;
    const options = { after: this.known.position, prefixes: this.streams };
    let sliceBegan = performance.now();
    let left = SLICE_EVENTS;
    try {
      for await (const { position } of this.eventLog.subscribe(options, signal)) {
        // A checkpoint may have passed by meanwhile.
        if (isBefore(this.known.position, position)) this.known = { position, events: this.known.events + 1 };
        this.countStart ??= this.known;
        if (!isBefore(position, this.target)) return;
        if (--left > 0) continue;
        await pause(performance.now() - sliceBegan, signal);
        if (performance.now() - this.askedAt > UNASKED_LIMIT_MS || signal.aborted) return;
        sliceBegan = performance.now();
        left = SLICE_EVENTS;
      }
    } catch {
      // The subscription was lost: the next one who asks has it go on from here.
    }
  }
}

/** Positions are no numbers of events; between two of them there is room for an estimate. */
const span = (from: Position | null, to: Position | null): number => Number((to?.commit ?? 0n) - (from?.commit ?? 0n));
