import { randomUUID } from 'node:crypto';
import { type Head, NO_HEAD } from './head.js';
import {
  ANY,
  EMPTY_APPENDS_FROM,
  isMetastream,
  MAX_EMPTY_APPENDS,
  metastreamOf,
  NO_STREAM,
  originalOf,
  POSITION_STEP,
  STREAM_EXISTS,
  TOMBSTONE_REVISION,
} from './numbers.js';
import type { FoundEvent, Pages } from './pages.js';
import type { KnownKeysFilter } from './known-keys-filter.js';
import {
  isSoftDeleted,
  metadataFrom,
  NO_METADATA,
  parseMetadata,
  SOFT_DELETE_METADATA,
  type StreamMetadata,
} from './stream-metadata.js';
import { firstVisible } from './stream-visibility.js';
import type { PlannedEvent, ProposedEvent, WriteOutcome, WriteRequest } from './write-request.js';

type Append = Extract<WriteRequest, { kind: 'append' }>;
type Repeat = 'new' | 'wrong' | FoundEvent;

const WRONG = (head: Head): WriteOutcome => ({ outcome: 'wrong-revision', current: head.last });
const DELETED: WriteOutcome = { outcome: 'deleted' };

/** The streams whose heads a request is decided by. */
export const streamsOf = ({ stream }: WriteRequest): string[] =>
  isMetastream(stream)
    ? [stream, originalOf(stream), metastreamOf(originalOf(stream))]
    : [stream, metastreamOf(stream)];

/**
 * Decides requests one after another as if each were written already, so that all of them can be committed at once.
 * The order of the checks is EventStoreDB's.
 */
export class WritePlan {
  readonly events: PlannedEvent[] = [];
  private readonly ids = new Set<string>();

  /**
   * @param heads of all `streamsOf` the requests, kept up to date here
   * @param newest ordinal of the last event in the log
   * @param between how many empty appends were answered since that event
   */
  constructor(
    private readonly heads: Map<string, Head>,
    private readonly pages: Pages,
    private readonly seen: KnownKeysFilter,
    private readonly newest: number,
    public between: number,
  ) {}

  async decide(request: WriteRequest): Promise<WriteOutcome> {
    const head = this.head(request.stream);
    if (head.last === TOMBSTONE_REVISION) return DELETED;
    if (request.expected === STREAM_EXISTS) {
      if (this.softDeleted(request.stream)) return DELETED;
      if (head.last === NO_STREAM && this.head(metastreamOf(request.stream)).last === NO_STREAM) return WRONG(head);
    }
    if (request.kind === 'append') return this.append(request, head);
    if (!this.expectedByRemoval(request, head)) return WRONG(head);
    return request.kind === 'delete' ? this.softDelete(request.stream, head) : this.tombstone(request.stream);
  }

  private async append(request: Append, head: Head): Promise<WriteOutcome> {
    const repeat = await this.repeatOf(request, head);
    if (repeat === 'wrong') return WRONG(head);
    if (repeat === 'new') return this.write(request, head);
    const visible = repeat.revision >= firstVisible(head, this.metadata(request.stream));
    return {
      outcome: 'written',
      revision: repeat.revision,
      position: visible ? repeat.ordinal * POSITION_STEP : undefined,
    };
  }

  private async repeatOf(request: Append, head: Head): Promise<Repeat> {
    const { expected } = request;
    if (expected === ANY || expected === STREAM_EXISTS) return this.repeatAnywhere(request);
    if (expected > head.last) return 'wrong';
    return expected === head.last ? 'new' : this.repeatAfter(request);
  }

  /**
   * Under *any* the events count as a repeat wherever they are in the stream, and the first one tells.
   * An id that is there more than once stands for its oldest event.
   */
  private async repeatAnywhere({ stream, events }: Append): Promise<Repeat> {
    const [first] = events;
    if (!first || this.lacks(stream, first)) return 'new';
    const ids = events.map(({ id }) => id);
    const found = new Map<string, FoundEvent>();
    for (const event of [...(await this.pages.byId(stream, ids)), ...this.planned(stream)])
      if (!found.has(event.id)) found.set(event.id, event);
    if (!found.has(first.id)) return 'new';
    return ids.every((id) => found.has(id)) ? found.get(ids.at(-1)!)! : 'wrong';
  }

  /** Under an exact revision the events are a repeat if they are what follows it. */
  private async repeatAfter({ stream, expected, events }: Append): Promise<Repeat> {
    const otherwise = expected === NO_STREAM && this.softDeleted(stream) ? 'new' : 'wrong';
    const [first] = events;
    if (!first || this.lacks(stream, first)) return otherwise;
    const following = await this.pages.byRevision(stream, expected + 1, expected + events.length);
    const at = new Map([...following, ...this.planned(stream)].map((event) => [event.revision, event]));
    const differing = events.findIndex(({ id }, i) => at.get(expected + 1 + i)?.id !== id);
    if (differing < 0) return at.get(expected + events.length)!;
    return differing === 0 ? otherwise : 'wrong';
  }

  private write({ stream, events }: Append, head: Head): WriteOutcome {
    if (events.length === 0) {
      this.between = Math.min(this.between + 1, MAX_EMPTY_APPENDS);
      const position = this.ordinal * POSITION_STEP + EMPTY_APPENDS_FROM + this.between;
      return { outcome: 'written', revision: head.last, position };
    }
    const undeleted = this.softDeleted(stream) ? metadataFrom(this.metadata(stream), head.last + 1) : undefined;
    const original = isMetastream(stream) && this.softDeleted(originalOf(stream)) ? originalOf(stream) : undefined;
    events.forEach((event, i) => this.plan(stream, head.last + 1 + i, event));
    const position = this.ordinal * POSITION_STEP;
    if (undeleted) this.planMetadata(stream, undeleted);
    // New metadata revives a deleted stream too, but none of the events from before.
    if (original) this.planMetadata(original, metadataFrom(this.metadata(original), this.head(original).last + 1));
    return { outcome: 'written', revision: head.last + events.length, position };
  }

  private expectedByRemoval({ stream, expected }: WriteRequest, head: Head): boolean {
    if (expected === ANY || expected === STREAM_EXISTS || expected === head.last) return true;
    return expected === NO_STREAM && this.softDeleted(stream);
  }

  private softDelete(stream: string, head: Head): WriteOutcome {
    // A stream that has metadata alone is there, and can be deleted.
    if (head.last === NO_STREAM && this.head(metastreamOf(stream)).last === NO_STREAM) return WRONG(head);
    this.planMetadata(stream, SOFT_DELETE_METADATA);
    return { outcome: 'written', revision: head.last, position: this.ordinal * POSITION_STEP };
  }

  private tombstone(stream: string): WriteOutcome {
    const none = new Uint8Array();
    this.plan(stream, TOMBSTONE_REVISION, {
      id: randomUUID(),
      type: '$streamDeleted',
      isJson: false,
      data: none,
      metadata: none,
    });
    return { outcome: 'written', revision: TOMBSTONE_REVISION, position: this.ordinal * POSITION_STEP };
  }

  private planMetadata(stream: string, content: string): void {
    const metastream = metastreamOf(stream);
    const event = {
      id: randomUUID(),
      type: '$metadata',
      isJson: true,
      data: Buffer.from(content),
      metadata: new Uint8Array(),
    };
    this.plan(metastream, this.head(metastream).last + 1, event);
  }

  private plan(stream: string, revision: number, event: ProposedEvent): void {
    this.events.push({ stream, revision, event });
    this.ids.add(event.id);
    this.between = 0;
    const head = this.head(stream);
    const metadata = !isMetastream(stream) ? head.metadata : event.isJson ? parseMetadata(event.data) : NO_METADATA;
    this.heads.set(stream, { last: revision, metadata });
  }

  private get ordinal(): number {
    return this.newest + this.events.length;
  }

  private head(stream: string): Head {
    return this.heads.get(stream) ?? NO_HEAD;
  }

  private metadata(stream: string): StreamMetadata {
    return isMetastream(stream) ? NO_METADATA : this.head(metastreamOf(stream)).metadata;
  }

  private softDeleted(stream: string): boolean {
    return isSoftDeleted(this.metadata(stream));
  }

  private lacks(stream: string, { id }: ProposedEvent): boolean {
    return !this.seen.event(stream, id) && !this.ids.has(id);
  }

  private planned(stream: string): FoundEvent[] {
    return this.events.flatMap(({ stream: of, revision, event }, i) =>
      of === stream ? [{ id: event.id, revision, ordinal: this.newest + i + 1 }] : [],
    );
  }
}
