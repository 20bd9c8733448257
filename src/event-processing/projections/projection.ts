import { type StoredEvent } from '../../event-store/event-log.js';

export type Row = Record<string, unknown>;

/** What one event does to the rows of a projection, in terms that can be folded over a batch. */
export type RowChange =
  /** Writes the whole row, in place of one with the same key. */
  | { op: 'put'; table: string; row: Row }
  /** Changes columns of the row with this key; nothing where there is none. */
  | { op: 'patch'; table: string; key: Row; set: Row }
  | { op: 'remove'; table: string; key: Row };

export type ProjectedTable = {
  name: string;
  /** Columns of the primary key. */
  key: readonly string[];
  /** Unique constraints besides the key. Where a new row meets an older one, the newer wins and the conflict is recorded. */
  unique?: readonly (readonly string[])[];
};

/** A pure function from events to row changes, with what a rebuild must know of it. */
export type Projection = {
  name: string;
  /** Raised when `apply` or the tables change: an older table is rebuilt at start. */
  version: number;
  tables: readonly ProjectedTable[];
  /** Streams that it reads, by the beginning of their names. */
  streams: readonly string[];
  /** Whether nobody acts on its rows, so that it does no harm when they are those of the past. */
  rewindable?: boolean;
  /** @throws when the event cannot be understood; it is parked then. `null`: a type it does not know. */
  apply(event: StoredEvent): readonly RowChange[] | null;
};

export const projection = (definition: Projection): Projection => definition;
