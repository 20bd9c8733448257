import { type ClientBase, type Pool } from 'pg';

/** Notified when a processor is paused, resumed or wound back: its runner has to look where it is. */
export const CONTROL_CHANNEL = 'ledgarr_projection_control';

export type ControlNotice = { name: string; paused: boolean };

/**
 * Pauses or resumes a processor, whichever process runs it, until that is undone. After a pause nothing more is committed.
 * @returns false where it has never run
 */
export async function setPaused(pool: Pool, name: string, paused: boolean): Promise<boolean> {
  const notice: ControlNotice = { name, paused };
  const { rowCount } = await pool.query(
    `UPDATE projections SET paused_at = CASE WHEN $2 THEN coalesce(paused_at, clock_timestamp()) END
      WHERE name = $1 RETURNING pg_notify($3, $4)`,
    [name, paused, CONTROL_CHANNEL, JSON.stringify(notice)],
  );
  return (rowCount ?? 0) > 0;
}

/** Has the runner of a processor begin a new session, when the transaction commits. */
export async function notifyRunner(client: ClientBase, name: string): Promise<void> {
  await client.query(
    `SELECT pg_notify($2, json_build_object('name', name, 'paused', paused_at IS NOT NULL)::text) FROM projections
      WHERE name = $1`,
    [name, CONTROL_CHANNEL],
  );
}
