import { LRUCache } from 'lru-cache';
import { EventLog, type NewEvent, type Position, type Revision } from '../../event-store/event-log.js';
import { type ContentState, foldContent, NO_CLAIMS } from '../domain/claims.js';
import { type Cause } from '../domain/commands.js';
import { type ContentEvent, type DownloadEvent, type LedgarrEvent } from '../domain/events.js';
import { evolve } from '../domain/evolve.js';
import { type DownloadState, NO_DOWNLOADS } from '../domain/state.js';
import { readEvent } from '../event-registry/read-event.js';
import { writeEvent } from '../event-registry/write-event.js';

/** The state of a stream and the revision at which it was that. */
export type Loaded<State> = { readonly state: State; readonly revision: Revision };

/** The revision and position of the last event that was written. */
export type Appended = { revision: bigint; position: Position };

/** Ids are made of a UUID and a number that counts up from `from`. */
export type EventIds = { namespace: string; from: number };

const REMEMBERED = 5_000;

/**
 * Whether a stream may hold anything, from what is cheaper to ask than the log. It may be wrong either way: a stream that
 * was taken for absent is appended to as such, which a stream that is there refuses.
 */
export type StreamExistenceHint = (stream: string) => Promise<boolean>;
const READ_ALWAYS: StreamExistenceHint = () => Promise.resolve(true);

/**
 * Loads the state of streams and appends to them at the revision that was read.
 * What was folded once is remembered, and only what came since is read: the past of a stream is paid for once.
 */
export class StreamRepository {
  private readonly items = new LRUCache<string, Loaded<DownloadState>>({ max: REMEMBERED });
  private readonly contents = new LRUCache<string, Loaded<ContentState>>({ max: REMEMBERED });

  /** Streams that this instance has written to, or found written to: there is nothing to guess about them. */
  private readonly certain = new LRUCache<string, true>({ max: REMEMBERED });

  /** @param mayBeThere without one every stream is read */
  constructor(
    private readonly log: EventLog,
    private readonly mayBeThere: StreamExistenceHint = READ_ALWAYS,
  ) {}

  /** As `loadItem`, but a stream that nobody has heard of is taken for absent and not read: the next append finds out. */
  async loadItemIfKnown(stream: string): Promise<Loaded<DownloadState>> {
    if (await this.isUnknown(stream, this.items)) return { state: NO_DOWNLOADS, revision: 'no-stream' };
    return this.loadItem(stream);
  }

  /** As `loadContent`, with the same guess. */
  async loadContentIfKnown(stream: string): Promise<Loaded<ContentState>> {
    if (await this.isUnknown(stream, this.contents)) return { state: NO_CLAIMS, revision: 'no-stream' };
    return this.loadContent(stream);
  }

  /** @param stream `download-{client}.{itemKey}` */
  loadItem(stream: string): Promise<Loaded<DownloadState>> {
    return this.load(stream, this.items, NO_DOWNLOADS, (state, events) =>
      (events as DownloadEvent[]).reduce(evolve, state),
    );
  }

  /** @param stream `content-movie.{mediaId}` or `content-series.{mediaId}` */
  loadContent(stream: string): Promise<Loaded<ContentState>> {
    return this.load(stream, this.contents, NO_CLAIMS, (state, events) => foldContent(state, events as ContentEvent[]));
  }

  /**
   * @param ids what the events' ids are made of: the command, unless it may append other events when it is repeated
   * @throws RevisionConflict
   */
  async append(
    stream: string,
    events: readonly LedgarrEvent[],
    revision: Revision,
    cause: Cause,
    ids: EventIds = { namespace: cause.commandId, from: 0 },
  ): Promise<Appended> {
    const written = events.map((event, i) => writeEvent(event, cause, ids.from + i, ids.namespace));
    return this.appendWritten(stream, written, revision);
  }

  /** As `append`, for events that do not all come of one cause. */
  appendWritten(stream: string, events: readonly NewEvent[], revision: Revision): Promise<Appended> {
    // Also where it is refused: then somebody else has written.
    this.certain.set(stream, true);
    return this.log.append(stream, events, revision);
  }

  private async isUnknown(stream: string, remembered: { has(stream: string): boolean }): Promise<boolean> {
    return !remembered.has(stream) && !this.certain.has(stream) && !(await this.mayBeThere(stream));
  }

  private async load<State extends object>(
    stream: string,
    remembered: LRUCache<string, Loaded<State>>,
    empty: State,
    fold: (state: State, events: readonly LedgarrEvent[]) => State,
  ): Promise<Loaded<State>> {
    const from = remembered.get(stream) ?? { state: empty, revision: 'no-stream' as const };
    const { events, revision } = await this.log.readStream(stream, from.revision);
    if (events.length === 0) return { ...from, revision };
    // A type that this version does not know decides nothing.
    const known = events.map(readEvent).filter((event) => event !== null);
    const loaded = { state: fold(from.state, known), revision };
    remembered.set(stream, loaded);
    return loaded;
  }
}
