import { type ClientBase, escapeLiteral, type QueryResult, type QueryResultRow } from 'pg';
import { type Position } from '../../event-store/event-log.js';

export type Checkpoint = {
  version: number;
  position: Position | null;
  eventsTotal: number;
  isPaused: boolean;
  /** Of the program that has made what is there; null where it was before that was written down. */
  release: string | null;
};

/** Somebody else moved the checkpoint, or paused it: another runner, a rebuild that swapped the tables. Read it again. */
export class CheckpointMoved extends Error {
  constructor(processor: string) {
    super(`the checkpoint of ${processor} was moved by another runner or a rebuild, or paused`);
  }
}

type Columns = { version: number; commit: string | null; prepare: string | null; events_total: string } & Pick<
  Checkpoint,
  'isPaused' | 'release'
>;

const READ = `SELECT version, commit_position AS commit, prepare_position AS prepare, events_total,
  paused_at IS NOT NULL AS "isPaused", release FROM projections WHERE name = $1`;

const checkpointOf = ({ version, commit, prepare, events_total, isPaused, release }: Columns): Checkpoint => ({
  version,
  position: commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) },
  eventsTotal: Number(events_total),
  isPaused,
  release,
});

/** Reads the checkpoint; a processor that has none begins with the version of its code, at `start`. */
export const readCheckpoint = async (
  client: ClientBase,
  name: string,
  version: number,
  start: Position | null = null,
): Promise<Checkpoint> => {
  await client.query(
    `INSERT INTO projections (name, version, commit_position, prepare_position) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [name, version, start?.commit ?? null, start?.prepare ?? null],
  );
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
 * Begins a transaction in which the checkpoint is moved, which takes its row until the transaction ends, and asks one
 * thing more in it: one way to the database and back for all three. Every process is notified of the move when it commits.
 * @param question a statement without parameters
 * @throws CheckpointMoved when it is not where this runner left it
 */
export const beginAdvanced = async <R extends QueryResultRow>(
  client: ClientBase,
  { name, version, from, to, events, eventsPerSecond, state }: Advance,
  question: string,
): Promise<R[]> => {
  const results: unknown = await client.query(
    `BEGIN;
     UPDATE projections
        SET commit_position = ${to.commit}, prepare_position = ${to.prepare}, events_total = events_total + ${events},
            events_per_second = ${escapeLiteral(String(eventsPerSecond))}, state = ${escapeLiteral(state)}, error = NULL,
            updated_at = clock_timestamp()
      WHERE name = ${escapeLiteral(name)} AND version = ${version} AND paused_at IS NULL
        AND commit_position IS NOT DISTINCT FROM ${from?.commit ?? 'NULL'}::numeric
        AND prepare_position IS NOT DISTINCT FROM ${from?.prepare ?? 'NULL'}::numeric
      RETURNING pg_notify(${escapeLiteral(CHECKPOINT_CHANNEL)}, ${escapeLiteral(payloadOf(name, to))});
     ${question}`,
  );
  const [, moved, answer] = results as [QueryResult, QueryResult, QueryResult<R>];
  if (moved.rowCount === 0) throw new CheckpointMoved(name);
  return answer.rows;
};

/** Notified of every move of a checkpoint. */
export const CHECKPOINT_CHANNEL = 'ledgarr_projection';

/** Notifies every process, when the transaction commits, that the processor is at `position`. */
export const notifyPosition = async (client: ClientBase, name: string, position: Position): Promise<void> => {
  await client.query('SELECT pg_notify($1, $2)', [CHECKPOINT_CHANNEL, payloadOf(name, position)]);
};

const payloadOf = (name: string, { commit, prepare }: Position): string =>
  JSON.stringify({ name, commit: `${commit}`, prepare: `${prepare}` });
