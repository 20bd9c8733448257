import { type ClientConfig } from 'pg';
import { type EventLog, type Position } from '../../../event-store/event-log.js';
import { type FoldLimits } from './projection-fold.js';
import { type Progress } from './rebuild-progress.js';
import { type TableDifferences } from './table-differences.js';

export type RebuildOptions = {
  eventLog: EventLog;
  database: ClientConfig;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Build aside, compare, and leave everything as it is. */
  dryRun?: boolean;
  /** Differing rows given back for each table. */
  differences?: number;
  /** The tables as they were then, in place of those of now: what the log tells up to a position, or up to an instant in milliseconds. */
  until?: { position: Position } | { instant: number };
  /** Called when the locks are held and the log is about to be read. */
  onBegin?: () => void;
  /** What is kept in memory. */
  limits?: FoldLimits;
};

export type Rebuilt = {
  events: number;
  seconds: number;
  parked: number;
  conflicts: number;
  /** Of a dry run; null otherwise. */
  differences: TableDifferences[] | null;
};

export type BuildOptions = RebuildOptions & { signal: AbortSignal };
