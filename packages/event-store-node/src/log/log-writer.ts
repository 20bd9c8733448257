import type pg from 'pg';
import { encodeEventFrame } from '../protocol/event-frame.js';
import { byteaArray, int8Array, textArray, uuidArray } from './binary-arrays.js';
import { Entry } from './entry.js';
import type { Heads } from './heads.js';
import { revisionText, TOMBSTONE_REVISION } from './numbers.js';
import { Pages } from './pages.js';
import type { KnownKeysFilter } from './known-keys-filter.js';
import { storableText, streamKey } from './stream-key.js';
import type { Tail } from './tail.js';
import { streamsOf, WritePlan } from './write-plan.js';
import type { PlannedEvent, WriteOutcome, WriteRequest } from './write-request.js';

/** The log takes no more writes: the connection that holds its lock is gone, or it was closed. What was in flight may be written. */
export class LogUnavailable extends Error {}

type Waiting = { request: WriteRequest; resolve: (outcome: WriteOutcome) => void; reject: (error: Error) => void };

/** Groups up to this size go into one commit; of larger ones half are answered while the other half is written. */
const UNDIVIDED_REQUESTS = 16;
const MAX_REQUESTS = 1_000;
const MAX_EVENTS = 5_000;
const MAX_BYTES = 8 * 1024 * 1024;

const INSERT = `insert into event_store.events (position, stream_key, revision, event_id, stream, type, frame)
  select * from unnest($1::int8[], $2::int8[], $3::int8[], $4::uuid[], $5::text[], $6::text[], $7::bytea[])`;

/** What most commits of a quiet log are: cheaper for PostgreSQL than arrays of one. */
const INSERT_ONE = `insert into event_store.events (position, stream_key, revision, event_id, stream, type, frame)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const insertAll = (planned: readonly PlannedEvent[], first: number, frames: readonly Buffer[]): pg.QueryConfig => ({
  name: 'append',
  text: INSERT,
  values: [
    int8Array(planned.map((_, i) => BigInt(first + i))),
    int8Array(planned.map(({ stream }) => streamKey(stream))),
    int8Array(planned.map(({ revision }) => (revision === TOMBSTONE_REVISION ? 2n ** 63n - 1n : BigInt(revision)))),
    uuidArray(planned.map(({ event }) => event.id)),
    textArray(planned.map(({ stream }) => storableText(stream))),
    textArray(planned.map(({ event }) => storableText(event.type))),
    byteaArray(frames),
  ],
});

const insertOne = ({ stream, revision, event }: PlannedEvent, position: number, frame: Buffer): pg.QueryConfig => ({
  name: 'append-one',
  text: INSERT_ONE,
  values: [
    String(position),
    streamKey(stream).toString(),
    revisionText(revision),
    event.id,
    storableText(stream),
    storableText(event.type),
    frame,
  ],
});

/**
 * The only writer. Whatever waits when a commit is done goes into the next one together; an event is published,
 * and its append answered, after its commit and not before.
 */
export class LogWriter {
  private waiting: Waiting[] = [];
  private working: Promise<void> | undefined;
  private unavailable: LogUnavailable | undefined;
  private between = 0;
  /** How many requests were in the commit before. */
  private answered = 0;
  private readonly pages: Pages;

  /** @param client the connection that holds the lock, for this writer alone */
  constructor(
    private readonly client: pg.Client,
    private readonly heads: Heads,
    private readonly seen: KnownKeysFilter,
    private readonly tail: Tail,
  ) {
    this.pages = new Pages(client);
  }

  /** @throws LogUnavailable when the outcome is unknown: ask again with the same ids and revision */
  write(request: WriteRequest): Promise<WriteOutcome> {
    if (this.unavailable) return Promise.reject(this.unavailable);
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.working ??= this.work();
    });
  }

  /** Refuses further writes at once and all that waits; `reason` is what they are told. */
  stop(reason: string): void {
    this.unavailable ??= new LogUnavailable(reason);
    for (const { reject } of this.waiting.splice(0)) reject(this.unavailable);
  }

  /** Writes what waits and takes no more. */
  async drain(): Promise<void> {
    this.unavailable ??= new LogUnavailable('the event store is shutting down');
    await this.working;
  }

  private async work(): Promise<void> {
    // Requests that arrive in the same turn of the event loop share the first commit.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.commit(this.take());
    this.working = undefined;
  }

  /**
   * Not all of what waits: whoever is answered asks again, and does so while the rest is written.
   * With everything in one commit, writers and log would only ever work by turns.
   */
  private take(): Waiting[] {
    let events = 0;
    let bytes = 0;
    const half = Math.ceil((this.waiting.length + this.answered) / 2);
    const most = Math.min(MAX_REQUESTS, Math.max(UNDIVIDED_REQUESTS, half));
    const size = this.waiting.findIndex(({ request }, i) => {
      if (request.kind === 'append') {
        events += request.events.length;
        for (const { data, metadata } of request.events) bytes += data.length + metadata.length;
      }
      return i > 0 && (i >= most || events > MAX_EVENTS || bytes > MAX_BYTES);
    });
    const batch = this.waiting.splice(0, size < 0 ? this.waiting.length : size);
    this.answered = batch.length;
    return batch;
  }

  private async commit(batch: Waiting[]): Promise<void> {
    try {
      const heads = await this.heads.all(batch.flatMap(({ request }) => streamsOf(request)));
      const plan = new WritePlan(new Map(heads), this.pages, this.seen, this.tail.last, this.between);
      const outcomes: WriteOutcome[] = [];
      for (const { request } of batch) outcomes.push(await plan.decide(request));
      const entries = await this.insert(plan.events);
      this.between = plan.between;
      for (const { stream, event } of plan.events) this.seen.add(stream, event.id);
      this.heads.publish(entries);
      this.tail.publish(entries);
      batch.forEach(({ resolve }, i) => resolve(outcomes[i]!));
    } catch (error) {
      await this.commitEach(batch, error as Error);
    }
  }

  /** What PostgreSQL refuses in one request must not fail the others that came with it. */
  private async commitEach(batch: Waiting[], error: Error): Promise<void> {
    if (this.unavailable) for (const { reject } of batch) reject(this.unavailable);
    else if (batch.length === 1) batch[0]!.reject(error);
    else for (const each of batch) await this.commit([each]);
  }

  private async insert(planned: readonly PlannedEvent[]): Promise<Entry[]> {
    if (planned.length === 0) return [];
    const created = `${Date.now()}0000`;
    const first = this.tail.last + 1;
    const frames = planned.map(({ stream, revision, event }, i) =>
      encodeEventFrame(event, { stream, revision, ordinal: first + i, created }),
    );
    await this.client.query(
      planned.length === 1 ? insertOne(planned[0]!, first, frames[0]!) : insertAll(planned, first, frames),
    );
    return frames.map((frame) => new Entry(frame));
  }
}
