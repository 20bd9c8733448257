import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { readStream } from '../log/stream-reader.js';
import { streamDeleted } from '../protocol/refusal.js';
import type { Found, Place } from './message.js';
import type { Portion, Source } from './source.js';

const PAGE_EVENTS = 500;

/** One stream: from the table as its metadata leaves it readable, then whatever is appended. */
export class StreamSource implements Source {
  private read: readonly Entry[] = [];
  /** The log holds nothing that is wanted up to this ordinal; undefined while the table has to be asked. */
  private passed: number | undefined;

  /**
   * @param revision the first one that is wanted
   * @param at what is behind already
   */
  constructor(
    private readonly log: EventLog,
    private readonly stream: string,
    private revision: number,
    private at: Place,
  ) {}

  async next(limit: number): Promise<Portion | undefined> {
    if (this.read.length === 0) {
      if (this.passed !== undefined && this.passed >= this.log.tail.last) return undefined;
      this.read = await this.load();
      this.revision = (this.read.at(-1)?.revision ?? this.revision - 1) + 1;
    }
    const found = this.read.slice(0, limit).map((entry) => this.found(entry));
    this.read = this.read.slice(limit);
    return { found, through: this.at };
  }

  async more(signal: AbortSignal): Promise<void> {
    if (this.passed !== this.log.tail.last) return;
    const next = await this.log.tail.next(this.stream, signal);
    if (next !== undefined) this.passed = next - 1;
  }

  private async load(): Promise<readonly Entry[]> {
    const recent = this.passed === undefined ? undefined : this.log.tail.after(this.passed, PAGE_EVENTS);
    if (this.passed === undefined || !recent) return this.history();
    this.passed += recent.length;
    return recent.filter((entry) => entry.stream === this.stream && entry.revision >= this.revision);
  }

  private async history(): Promise<readonly Entry[]> {
    const newest = this.log.tail.last;
    const state = await this.log.stream(this.stream);
    if (state.tombstoned) throw streamDeleted(this.stream);
    const range = { stream: this.stream, direction: 'forwards', from: this.revision, limit: PAGE_EVENTS } as const;
    for await (const entries of readStream(this.log, state, range)) return entries;
    this.passed = newest;
    this.revision = Math.max(this.revision, state.head.last + 1);
    return [];
  }

  private found(entry: Entry): Found {
    const before = this.at;
    this.at = { position: entry.revision, sequence: before.sequence + 1 };
    return { entry, before, place: this.at };
  }
}
