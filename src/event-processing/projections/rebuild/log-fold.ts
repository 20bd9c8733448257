import { escapeIdentifier, type Client } from 'pg';
import { type Position, type StoredEvent } from '../../../event-store/event-log.js';
import { transactionOn } from '../../../database/sessions.js';
import { parkedStreams } from '../../processor/parking.js';
import { type LogReader } from '../../subscription/log-reader.js';
import { parkingLotOf, projectBatch, type Target } from '../apply-batch.js';
import { type RebuildProgress } from './rebuild-progress.js';
import { placeOf } from './skipped-events.js';

type FoldOptions = {
  readonly progress: RebuildProgress;
  /** Events that are passed over, as `skippedEvents` finds them. */
  readonly skipped: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** Where the log begins; null where nothing was read. */
  readonly first: Position | null;
};

/** Folds the log into the copy, batch by batch as the live projection does, and counts. */
export class LogFold {
  events: number;
  unknownTypes: number;
  notes = { parked: 0, conflicts: 0 };

  constructor(
    private readonly client: Client,
    private readonly target: Target,
    private readonly reader: LogReader,
    private readonly options: FoldOptions,
    done: { events: number; unknownTypes: number },
  ) {
    this.events = done.events;
    this.unknownTypes = done.unknownTypes;
  }

  get position(): Position | null {
    return this.reader.position;
  }

  async upTo(position: Position | null): Promise<void> {
    for await (const events of this.reader.upTo(position)) {
      this.options.signal.throwIfAborted();
      await this.add(events);
      const { progress, first } = this.options;
      await progress.report(this.events, { first, last: this.position });
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
      const parked = await parkedStreams(this.client, parkingLotOf(this.target));
      return projectBatch(this.client, this.target, kept, parked);
    });
    this.unknownTypes += unknownTypes;
    this.events += events.length;
  }
}
