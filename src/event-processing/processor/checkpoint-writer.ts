import { type ClientBase, type QueryResultRow } from 'pg';
import { type EventLog, isBefore, type Position, type StoredEvent } from '../../event-store/event-log.js';
import { transactionOn } from '../../database/sessions.js';
import { beginAdvanced } from './checkpoint.js';
import { type Rate } from './rate.js';

type Owner = { readonly name: string; readonly version: number; readonly streams: readonly string[] };

/** Moves the checkpoint of one processor on the session that holds its lock. */
export class CheckpointWriter {
  /** The end of the log when the session began. */
  private head: Position | null = null;

  constructor(
    private readonly client: ClientBase,
    private readonly processor: Owner,
    public position: Position | null,
    private readonly rate: Rate,
  ) {}

  async recordStart(eventLog: EventLog): Promise<void> {
    this.head = await eventLog.lastPosition(this.processor.streams);
    const { name } = this.processor;
    await this.client.query('UPDATE projections SET state = $2, error = NULL WHERE name = $1', [
      name,
      this.stateAt(this.position),
    ]);
  }

  /**
   * Commits what `work` does, and that `events` are handled, in one transaction. No other runner, rebuild, retry or skip
   * of this processor comes in between.
   * @param question a statement without parameters, whose rows `work` is given
   * @throws CheckpointMoved
   */
  async commit<R extends QueryResultRow>(
    events: readonly StoredEvent[],
    question: string,
    work: (rows: R[]) => Promise<void>,
  ): Promise<void> {
    const { name, version } = this.processor;
    const to = events.at(-1)!.position;
    const advance = {
      name,
      version,
      from: this.position,
      to,
      events: events.length,
      eventsPerSecond: this.rate.including(events.length),
      state: this.stateAt(to),
    };
    await transactionOn(this.client, work, () => beginAdvanced<R>(this.client, advance, question));
    this.position = to;
    this.rate.add(events.length);
  }

  private stateAt(position: Position | null): 'running' | 'catching-up' {
    return isBefore(position, this.head) ? 'catching-up' : 'running';
  }
}
