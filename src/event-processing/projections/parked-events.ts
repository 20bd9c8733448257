import { type ClientBase, type Pool } from 'pg';
import { type StoredEvent } from '../../event-store/event-log.js';
import { lockCheckpoint } from '../processor/checkpoint.js';
import { withSavepoint, messageOf, targetIn, writeChanges, type Target } from './apply-batch.js';
import { type Projection } from './projection.js';
import { RefusedRow } from './refused-row.js';
import { inTransaction } from '../../database/sessions.js';

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

const COLUMNS = `projection, stream, json_build_object('commit', commit_position::text, 'prepare', prepare_position::text) AS position,
  revision::text, event_id AS "eventId", type, data, metadata, created_at AS "createdAt", error, attempts, parked_at AS "parkedAt"`;

/**
 * The events that a projection could not take. Retry and skip lock its checkpoint, so that they and the runner,
 * wherever it runs, take turns.
 */
export class ParkedEvents {
  constructor(
    private readonly pool: Pool,
    private readonly projection: Projection,
  ) {}

  /** In the order of the log. */
  async list({ stream, limit = 100 }: { stream?: string; limit?: number } = {}): Promise<ParkedEvent[]> {
    const { rows } = await this.pool.query<ParkedEvent>(
      `SELECT ${COLUMNS} FROM parked_events
        WHERE projection = $1 AND status = 'parked' AND stream = coalesce($2, stream)
        ORDER BY commit_position, prepare_position LIMIT $3`,
      [this.projection.name, stream ?? null, limit],
    );
    return rows;
  }

  /**
   * Applies the parked events of a stream (of every stream without one) in order, up to the first that fails again,
   * which stays with the rest of its stream.
   * @returns how many were applied, and how many stay
   */
  async retry(stream?: string): Promise<{ applied: number; parked: number }> {
    return inTransaction(this.pool, async (client) => {
      await lockCheckpoint(client, this.projection.name);
      const target = await targetIn(client, this.projection, 'public');
      const stuck = new Set<string>();
      const events = await waiting(client, this.projection.name, stream);
      let applied = 0;
      for (const event of events) {
        if (stuck.has(event.stream)) continue;
        if (await applyAgain(client, target, event)) applied += 1;
        else stuck.add(event.stream);
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
      await lockCheckpoint(client, this.projection.name);
      const { rowCount } = await client.query(
        `UPDATE parked_events SET status = 'skipped' WHERE projection = $1 AND event_id = $2 AND status = 'parked'`,
        [this.projection.name, eventId],
      );
      return (rowCount ?? 0) > 0;
    });
  }
}

const waiting = async (client: ClientBase, projection: string, stream?: string): Promise<ParkedEvent[]> => {
  const { rows } = await client.query<ParkedEvent>(
    `SELECT ${COLUMNS} FROM parked_events
      WHERE projection = $1 AND status = 'parked' AND stream = coalesce($2, stream)
      ORDER BY commit_position, prepare_position`,
    [projection, stream ?? null],
  );
  return rows;
};

const applyAgain = async (client: ClientBase, target: Target, parked: ParkedEvent): Promise<boolean> => {
  const key = [target.projection.name, parked.position.commit, parked.position.prepare];
  const where = 'WHERE projection = $1 AND commit_position = $2 AND prepare_position = $3';
  const refusal = await withSavepoint(client, async () => {
    const event = storedEvent(parked);
    await writeChanges(client, target, [{ event, changes: applied(target, event) }]);
    await client.query(`DELETE FROM parked_events ${where}`, key);
  });
  if (!refusal) return true;
  await client.query(`UPDATE parked_events SET attempts = attempts + 1, error = $4 ${where}`, [
    ...key,
    messageOf(refusal),
  ]);
  return false;
};

const applied = ({ projection }: Target, event: StoredEvent) => {
  try {
    return projection.apply(event) ?? [];
  } catch (error) {
    // Whatever it throws, it is this event that cannot be understood.
    return new RefusedRow(messageOf(error));
  }
};

const storedEvent = ({ eventId, stream, revision, position, ...rest }: ParkedEvent): StoredEvent => ({
  ...rest,
  id: eventId,
  streamId: stream,
  revision: BigInt(revision),
  position: { commit: BigInt(position.commit), prepare: BigInt(position.prepare) },
});
