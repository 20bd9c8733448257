/** A place in `$all`. Both numbers are opaque: they order, and are never subtracted. */
export type Position = { readonly commit: bigint; readonly prepare: bigint };

/** An event as the store holds it. `data` is whatever JSON came back: validate it before use. */
export type StoredEvent = {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly position: Position;
  /** When the store wrote it, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
};

export type NewEvent = {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The revision of a stream's last event; `no-stream` where there is none. */
export type Revision = bigint | 'no-stream';

export type StreamSlice = { readonly events: readonly StoredEvent[]; readonly revision: Revision };

/** Somebody else wrote to the stream since it was read: load, decide and append again. */
export class RevisionConflict extends Error {
  constructor(
    readonly streamId: string,
    readonly expected: Revision,
  ) {
    super(`${streamId} is no longer at revision ${expected}`);
  }
}

/**
 * What the rest of the app knows of EventStoreDB. Nest injects by this class;
 * `EsdbEventLog` is the one that runs, a test may bring its own.
 */
export abstract class EventLog {
  /** The events of a stream after `after` (all of it without), oldest first, and the revision it was found at. */
  abstract readStream(streamId: string, after?: Revision): Promise<StreamSlice>;

  /**
   * Appends at the revision that was read.
   * An unknown outcome is asked again with the same ids and revision until it is known.
   * @returns the revision and position of the last event written
   * @throws RevisionConflict
   */
  abstract append(
    streamId: string,
    events: readonly NewEvent[],
    expected: Revision,
  ): Promise<{ revision: bigint; position: Position }>;

  /** The position of the last event of `$all` whose stream begins with one of `prefixes`; null in a log without one. */
  abstract lastPosition(prefixes: readonly string[]): Promise<Position | null>;

  /** One subscription, in order, events after `after` only, live after that. Throws when it is lost: subscribe again. */
  abstract subscribe(
    options: { after: Position | null; prefixes: readonly string[] },
    signal: AbortSignal,
  ): AsyncIterable<StoredEvent>;
}

export const comparePositions = (a: Position, b: Position): number =>
  a.commit === b.commit ? Number(a.prepare > b.prepare) - Number(a.prepare < b.prepare) : a.commit < b.commit ? -1 : 1;

/** Null is before the first event. */
export const isBefore = (position: Position | null, other: Position | null): boolean =>
  other !== null && (position === null || comparePositions(position, other) < 0);

/** The earlier of two places; null, which is before the first event, where one of them is. */
export const earlierOf = (a: Position | null, b: Position | null): Position | null =>
  a === null || b === null ? null : comparePositions(a, b) < 0 ? a : b;
