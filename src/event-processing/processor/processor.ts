import { type Client } from 'pg';
import { type StoredEvent } from '../../event-store/event-log.js';
import { type CheckpointWriter } from './checkpoint-writer.js';

/** What reads the log in order from a checkpoint of its own: a projection or a reactor. */
export type Processor = {
  kind: 'projection' | 'reactor';
  /** Unique among all processors. */
  name: string;
  version: number;
  /** Streams that it reads, by the beginning of their names. */
  streams: readonly string[];
  /** Where one begins that has no checkpoint yet. */
  startFrom: 'start' | 'end';
  /** Tables that it writes on the session it is given. */
  tables: readonly string[];
  /** Brings what an older version has left to this one's state, and its checkpoint with it. */
  upgrade?(signal: AbortSignal): Promise<void>;
  /** Brings one that begins at the start of the log further in its own way, and its checkpoint with it, where that is faster. */
  catchUp?(signal: AbortSignal): Promise<void>;
  /** Called once for each session, which holds the processor's lock as long as it lives. */
  open(session: ProcessorSession): Promise<BatchHandler>;
};

export type ProcessorSession = {
  readonly client: Client;
  /** Aborted when the session is lost or the processor is stopped. */
  readonly signal: AbortSignal;
  readonly checkpoint: CheckpointWriter;
};

/** Handles events, in order, and commits each of them with the checkpoint; what throws ends the session. */
export type BatchHandler = (events: readonly StoredEvent[]) => Promise<void>;
