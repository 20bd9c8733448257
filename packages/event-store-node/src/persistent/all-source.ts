import { type LogSlice, sliceAfter } from '../log/all-reader.js';
import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import type { EventFilter } from '../protocol/event-filter.js';
import { ALL } from './group-config.js';
import type { Found, Place } from './message.js';
import type { Portion, Source } from './source.js';

/** What groups on `$all` write of themselves they do not get, or every checkpoint would lead to another. */
const isOwn = ({ stream }: Entry): boolean =>
  stream.startsWith(`$persistentsubscription-${ALL}::`) &&
  (stream.endsWith('-checkpoint') || stream.endsWith('-parked'));

/** The whole log, or what a filter lets pass of it. */
export class AllSource implements Source {
  private slice: LogSlice;

  /** @param at all up to here is behind already */
  constructor(
    private readonly log: EventLog,
    private readonly filter: EventFilter | undefined,
    private at: Place,
  ) {
    this.slice = { entries: [], through: at.position };
  }

  async next(limit: number): Promise<Portion | undefined> {
    if (this.slice.through <= this.at.position) {
      if (this.at.position >= this.log.tail.last) return undefined;
      this.slice = await sliceAfter(this.log, this.at.position, { streamPrefixes: this.filter?.streamPrefixes });
    }
    const found: Found[] = [];
    let looked = 0;
    for (const entry of this.slice.entries) {
      if (found.length === limit) break;
      looked++;
      const before = this.at;
      this.pass(entry.ordinal, isOwn(entry));
      if (!isOwn(entry) && (!this.filter || this.filter.passes(entry))) found.push({ entry, before, place: this.at });
    }
    this.slice = { entries: this.slice.entries.slice(looked), through: this.slice.through };
    if (this.slice.entries.length === 0) this.pass(this.slice.through, false);
    return { found, through: this.at };
  }

  async more(signal: AbortSignal): Promise<void> {
    if (this.at.position >= this.log.tail.last) await this.log.tail.next(undefined, signal);
  }

  private pass(ordinal: number, uncounted: boolean): void {
    const counted = ordinal - this.at.position - (uncounted ? 1 : 0);
    this.at = { position: ordinal, sequence: this.at.sequence + counted };
  }
}
