/** What a writer hands in. `id` is a lower-case uuid. */
export type ProposedEvent = {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
};

/** `expected` is a revision, or ANY, NO_STREAM or STREAM_EXISTS. */
export type WriteRequest =
  | {
      readonly kind: 'append';
      readonly stream: string;
      readonly expected: number;
      readonly events: readonly ProposedEvent[];
    }
  | { readonly kind: 'delete' | 'tombstone'; readonly stream: string; readonly expected: number };

/**
 * `revision` and `position` are those of the last event of the request: NO_STREAM after an empty append to a new stream,
 * no position where the events of a repeated append are no longer to be read.
 */
export type WriteOutcome =
  | { readonly outcome: 'written'; readonly revision: number; readonly position: number | undefined }
  | { readonly outcome: 'wrong-revision'; readonly current: number }
  | { readonly outcome: 'deleted' };

/** An event that has found its place and waits for its commit. */
export type PlannedEvent = { readonly stream: string; readonly revision: number; readonly event: ProposedEvent };
