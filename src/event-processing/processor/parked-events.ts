import { type ClientBase, type Pool } from 'pg';
import { inTransaction } from '../../database/sessions.js';
import { type StoredEvent } from '../../event-store/event-log.js';
import { lockCheckpoint } from './checkpoint.js';
import { messageOf } from './error-message.js';

export type ParkedEvent = {
  projection: string;
  stream: string;
  /** Positions and revisions are decimal texts. */
  position: { commit: string; prepare: string };
  revision: string;
  eventId: string;
  type: string;
  data: unknown;
  metadata: Record<string, unknown>;
  createdAt: string;
  /** Null for one that only waits behind a bad event of its stream. */
  error: string | null;
  attempts: number;
  parkedAt: Date;
};

/** Handles parked events again, in the transaction that `client` has open. @returns why one was refused; null where it was not */
export type ParkedEventHandler = (client: ClientBase) => Promise<(event: StoredEvent) => Promise<unknown>>;

const COLUMNS = `projection, stream, json_build_object('commit', commit_position::text, 'prepare', prepare_position::text) AS position,
  revision::text, event_id AS "eventId", type, data, metadata, created_at AS "createdAt", error, attempts, parked_at AS "parkedAt"`;

/**
 * The events that a processor could not take. Retry and skip lock its checkpoint, so that they and the runner,
 * wherever it runs, take turns.
 */
export class ParkedEvents {
  constructor(
    private readonly pool: Pool,
    private readonly processor: string,
    private readonly openHandler: ParkedEventHandler,
  ) {}

  /** In the order of the log. */
  list({ stream, limit = 100 }: { stream?: string; limit?: number } = {}): Promise<ParkedEvent[]> {
    return this.read(this.pool, stream, limit);
  }

  /** @returns null where no such event is parked */
  async get(eventId: string): Promise<ParkedEvent | null> {
    const { rows } = await this.pool.query<ParkedEvent>(
      `SELECT ${COLUMNS} FROM parked_events WHERE projection = $1 AND status = 'parked' AND event_id = $2`,
      [this.processor, eventId],
    );
    return rows[0] ?? null;
  }

  /**
   * Handles the parked events of a stream (of every stream without one) in order, up to the first that fails again,
   * which stays with the rest of its stream.
   * @returns how many were applied, and how many stay
   */
  async retry(stream?: string): Promise<{ applied: number; parked: number }> {
    return inTransaction(this.pool, async (client) => {
      await lockCheckpoint(client, this.processor);
      const handle = await this.openHandler(client);
      const failedStreams = new Set<string>();
      const events = await this.read(client, stream, null);
      let applied = 0;
      for (const event of events) {
        if (failedStreams.has(event.stream)) continue;
        const refusal = await handle(storedEvent(event));
        await (refusal === null ? this.remove(client, event) : this.recordAttempt(client, event, refusal));
        if (refusal === null) applied += 1;
        else failedStreams.add(event.stream);
      }
      return { applied, parked: events.length - applied };
    });
  }

  /**
   * Passes over one parked event for good, also in later rebuilds; the rest of its stream can be retried then.
   * @returns false where no such event is parked
   */
  async skip(eventId: string): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      await lockCheckpoint(client, this.processor);
      const { rowCount } = await client.query(
        `UPDATE parked_events SET status = 'skipped' WHERE projection = $1 AND event_id = $2 AND status = 'parked'`,
        [this.processor, eventId],
      );
      return (rowCount ?? 0) > 0;
    });
  }

  private async read(database: Pool | ClientBase, stream?: string, limit?: number | null): Promise<ParkedEvent[]> {
    const { rows } = await (database as Pool).query<ParkedEvent>(
      `SELECT ${COLUMNS} FROM parked_events
        WHERE projection = $1 AND status = 'parked' AND stream = coalesce($2, stream)
        ORDER BY commit_position, prepare_position LIMIT $3`,
      [this.processor, stream ?? null, limit],
    );
    return rows;
  }

  private async remove(client: ClientBase, event: ParkedEvent): Promise<void> {
    await client.query(`DELETE FROM parked_events ${WHERE_IS}`, this.keyOf(event));
  }

  private async recordAttempt(client: ClientBase, event: ParkedEvent, refusal: unknown): Promise<void> {
    await client.query(`UPDATE parked_events SET attempts = attempts + 1, error = $4 ${WHERE_IS}`, [
      ...this.keyOf(event),
      messageOf(refusal),
    ]);
  }

  private keyOf({ position }: ParkedEvent): string[] {
    return [this.processor, position.commit, position.prepare];
  }
}

const WHERE_IS = 'WHERE projection = $1 AND commit_position = $2 AND prepare_position = $3';

const storedEvent = ({ eventId, stream, revision, position, ...rest }: ParkedEvent): StoredEvent => ({
  ...rest,
  id: eventId,
  streamId: stream,
  revision: BigInt(revision),
  position: { commit: BigInt(position.commit), prepare: BigInt(position.prepare) },
});
