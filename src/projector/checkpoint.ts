import { type ClientBase } from 'pg';
import { type Position } from '../event-store/event-log.js';

export type Checkpoint = { version: number; position: Position | null; eventsTotal: number };

/** Somebody else moved the checkpoint: another runner, or a rebuild that swapped the tables. Read it again. */
export class CheckpointMoved extends Error {
  constructor(projection: string) {
    super(`the checkpoint of ${projection} was moved by another runner or a rebuild`);
  }
}

type Columns = { version: number; commit: string | null; prepare: string | null; events_total: string };

const READ = `SELECT version, commit_position AS commit, prepare_position AS prepare, events_total FROM projections WHERE name = $1`;

const checkpointOf = ({ version, commit, prepare, events_total }: Columns): Checkpoint => ({
  version,
  position: commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) },
  eventsTotal: Number(events_total),
});

/** Reads the checkpoint; a projection that has none begins with the version of its code. */
export const readCheckpoint = async (client: ClientBase, name: string, version: number): Promise<Checkpoint> => {
  await client.query('INSERT INTO projections (name, version) VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, version]);
  return checkpointOf((await client.query<Columns>(READ, [name])).rows[0]!);
};

/** Reads the checkpoint and keeps everybody from moving it until the transaction ends. Null where there is none yet. */
export const lockCheckpoint = async (client: ClientBase, name: string): Promise<Checkpoint | null> => {
  const { rows } = await client.query<Columns>(`${READ} FOR UPDATE`, [name]);
  return rows[0] ? checkpointOf(rows[0]) : null;
};

export type Advance = {
  name: string;
  version: number;
  from: Position | null;
  to: Position;
  events: number;
  eventsPerSecond: number;
  state: 'running' | 'catching-up';
};

/**
 * Moves the checkpoint, and takes its row until the transaction ends.
 * @throws CheckpointMoved when it is not where this runner left it
 */
export const advance = async (client: ClientBase, { from, to, ...move }: Advance): Promise<void> => {
  const { rowCount } = await client.query(
    `UPDATE projections
        SET commit_position = $5, prepare_position = $6, events_total = events_total + $7, events_per_second = $8,
            state = $9, error = NULL, updated_at = clock_timestamp()
      WHERE name = $1 AND version = $2
        AND commit_position IS NOT DISTINCT FROM $3::numeric AND prepare_position IS NOT DISTINCT FROM $4::numeric`,
    [
      move.name,
      move.version,
      from?.commit ?? null,
      from?.prepare ?? null,
      to.commit,
      to.prepare,
      move.events,
      move.eventsPerSecond,
      move.state,
    ],
  );
  if (rowCount === 0) throw new CheckpointMoved(move.name);
};

/** The channel on which every move of a checkpoint is told. */
export const CHANNEL = 'ledgarr_projection';

/** Tells every process, when the transaction commits, that the projection is at `position`. */
export const tellPosition = async (client: ClientBase, name: string, { commit, prepare }: Position): Promise<void> => {
  await client.query('SELECT pg_notify($1, $2)', [
    CHANNEL,
    JSON.stringify({ name, commit: `${commit}`, prepare: `${prepare}` }),
  ]);
};
