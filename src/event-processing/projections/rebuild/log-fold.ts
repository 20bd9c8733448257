import { escapeIdentifier, type Client } from 'pg';
import { type Position, type StoredEvent } from '../../../event-store/event-log.js';
import { transactionOn } from '../../../database/sessions.js';
import { parkedStreams } from '../../processor/parking.js';
import { type LogReader } from '../../subscription/log-reader.js';
import { parkingLotOf, projectBatch, type Target } from '../apply-batch.js';
import { type RebuildProgress } from './rebuild-progress.js';

type FoldOptions = {
  readonly progress: RebuildProgress;
  /** Events that are passed over, as `skippedEvents` finds them. */
  readonly skipped: ReadonlySet<string>;
  readonly signal: AbortSignal;
};

/** Folds the log into the copy, and counts. */
export class LogFold {
  events = 0;
  unknownTypes = 0;
  notes = { parked: 0, conflicts: 0 };

  constructor(
    private readonly client: Client,
    private readonly target: Target,
    private readonly reader: LogReader,
    private readonly options: FoldOptions,
  ) {}

  get position(): Position | null {
    return this.reader.position;
  }

  async upTo(position: Position | null): Promise<void> {
    for await (const events of this.reader.upTo(position)) {
      this.options.signal.throwIfAborted();
      await this.add(events);
      await this.options.progress.report(this.events);
    }
  }

  async countNotes(): Promise<void> {
    const schema = escapeIdentifier(this.target.schema);
    const { rows } = await this.client.query<{ parked: string; conflicts: string }>(
      `SELECT (SELECT count(*) FROM ${schema}.parked_events) AS parked,
              (SELECT count(*) FROM ${schema}.projection_conflicts) AS conflicts`,
    );
    this.notes = { parked: Number(rows[0]!.parked), conflicts: Number(rows[0]!.conflicts) };
  }

  private async add(events: readonly StoredEvent[]): Promise<void> {
    const kept = events.filter(({ position }) => !this.options.skipped.has(placeOf(position)));
    const { unknownTypes } = await transactionOn(this.client, async () => {
      // A copy that a crash loses is built again; the swap flushes everything before it.
      await this.client.query('SET LOCAL synchronous_commit = off');
      const parked = await parkedStreams(this.client, parkingLotOf(this.target));
      return projectBatch(this.client, this.target, kept, parked);
    });
    this.unknownTypes += unknownTypes;
    this.events += events.length;
  }
}

const placeOf = ({ commit, prepare }: { commit: unknown; prepare: unknown }): string => `${commit} ${prepare}`;

/** @returns the places of the events that are passed over for good */
export const skippedEvents = async (client: Client, projection: string): Promise<Set<string>> => {
  const { rows } = await client.query<{ commit: string; prepare: string }>(
    `SELECT commit_position AS commit, prepare_position AS prepare FROM parked_events
      WHERE projection = $1 AND status = 'skipped'`,
    [projection],
  );
  return new Set(rows.map(placeOf));
};
