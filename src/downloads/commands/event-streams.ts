import { LRUCache } from 'lru-cache';
import { EventLog, type Position, type Revision } from '../../event-store/event-log.js';
import { type ContentState, foldContent, NO_CLAIMS } from '../domain/claims.js';
import { type Cause } from '../domain/commands.js';
import { type ContentEvent, type DownloadEvent, type LedgarrEvent } from '../domain/events.js';
import { evolve } from '../domain/evolve.js';
import { type DownloadState, NO_DOWNLOADS } from '../domain/state.js';
import { readEvent } from '../event-registry/read-event.js';
import { writeEvent } from '../event-registry/write-event.js';

/** The state of a stream and the revision at which it was that. */
export type Loaded<State> = { readonly state: State; readonly revision: Revision };

const REMEMBERED = 5_000;

/**
 * Loads the state of streams and appends to them at the revision that was read.
 * What was folded once is remembered, and only what came since is read: the past of a stream is paid for once.
 */
export class EventStreams {
  private readonly items = new LRUCache<string, Loaded<DownloadState>>({ max: REMEMBERED });
  private readonly contents = new LRUCache<string, Loaded<ContentState>>({ max: REMEMBERED });

  constructor(private readonly log: EventLog) {}

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
   * @param index how many events this command has appended before, to whatever stream
   * @throws RevisionConflict
   */
  append(
    stream: string,
    events: readonly LedgarrEvent[],
    revision: Revision,
    cause: Cause,
    index = 0,
  ): Promise<{ revision: bigint; position: Position }> {
    const written = events.map((event, i) => writeEvent(event, cause, index + i));
    return this.log.append(stream, written, revision);
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
