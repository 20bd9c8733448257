import { escapeIdentifier, type ClientBase } from 'pg';
import { type StoredEvent } from '../../event-store/event-log.js';
import { NetEffect, rowsPassedThrough, type Conflict } from './net-effect.js';
import { messageOf } from '../processor/error-message.js';
import { park, storedName, type EventToPark, type ParkingLot } from '../processor/parking.js';
import { type Projection, type RowChange } from './projection.js';
import { isRefusal, RefusedRow } from './refused-row.js';
import { readColumns, TableSql, toJson } from './table-writer.js';

/**
 * A projection and the schema that holds its tables, and beside them `parked_events` and `projection_conflicts`:
 * the live one, or the one that a rebuild fills.
 */
export type Target = {
  readonly projection: Projection;
  readonly schema: string;
  readonly tables: ReadonlyMap<string, TableSql>;
};

export type Counts = { unknownTypes: number };

/** An event and what it does, or why it cannot be understood. */
export type Item = { event: StoredEvent; changes: readonly RowChange[] | Error };
type Change = { event: StoredEvent; change: RowChange };

export const targetIn = async (client: ClientBase, projection: Projection, schema: string): Promise<Target> => {
  const tables = new Map<string, TableSql>();
  for (const table of projection.tables) {
    tables.set(table.name, new TableSql(table, schema, await readColumns(client, schema, table.name)));
  }
  return { projection, schema, tables };
};

export const parkingLotOf = ({ projection, schema }: Target): ParkingLot => ({ processor: projection.name, schema });

/**
 * What becomes of a batch in which the database refuses a row: with `one-by-one` the events to blame are looked for and
 * parked; with `all-or-nothing`, which asks the database less, the refusal is thrown and the batch is to be tried again.
 */
export type WriteMode = 'all-or-nothing' | 'one-by-one';

/**
 * Writes the net effect of `events`, inside the transaction that the caller has open. Events that cannot be projected are
 * parked with all later ones of their stream; the rest goes on. What is tried is the net effect: a value that the
 * database would refuse goes unnoticed where the same batch overwrites it.
 * @param parked the streams of which an event is parked already
 * @throws when the database is in trouble, not the events: roll back and ask again
 */
export const projectBatch = async (
  client: ClientBase,
  target: Target,
  events: readonly StoredEvent[],
  parked: Set<string>,
  mode: WriteMode = 'one-by-one',
): Promise<Counts> => {
  const counts = { unknownTypes: 0 };
  const good: Item[] = [];
  const bad: EventToPark[] = [];
  const failedStreams = new Set<string>();
  for (const event of events) {
    const item = applyProjection(target, event);
    if (item === null) counts.unknownTypes += 1;
    else if (failedStreams.has(event.streamId)) bad.push({ event, error: null });
    else if (item.changes instanceof Error && !parked.has(storedName(event.streamId))) {
      failedStreams.add(event.streamId);
      bad.push({ event, error: item.changes.message });
    } else good.push(item);
  }
  const batch = new Batch(client, target, parked);
  if (mode === 'one-by-one') await batch.project(good);
  else await batch.projectAll(good);
  await batch.park(bad);
  return counts;
};

/** @returns null for an event of a type that the projection does not know */
export const applyProjection = ({ projection }: Target, event: StoredEvent): Item | null => {
  try {
    const changes = projection.apply(event);
    return changes && { event, changes };
  } catch (error) {
    // `apply` is pure: asking it again would give the same answer.
    return { event, changes: new RefusedRow(messageOf(error)) };
  }
};

class Batch {
  constructor(
    private readonly client: ClientBase,
    private readonly target: Target,
    private readonly parked: Set<string>,
  ) {}

  /** @throws what the database refuses */
  async projectAll(items: readonly Item[]): Promise<void> {
    await writeChanges(this.client, this.target, await this.unparked(items));
  }

  /** Tries all at once; where the database refuses a row, halves until the culprit stands alone. */
  async project(items: readonly Item[]): Promise<void> {
    const free = await this.unparked(items);
    if (free.length === 0) return;
    const refusal = await withSavepoint(this.client, () => writeChanges(this.client, this.target, free));
    if (!refusal) return;
    const middle = free.length >> 1;
    if (middle === 0) return this.park([{ event: free[0]!.event, error: messageOf(refusal) }]);
    await this.project(free.slice(0, middle));
    await this.project(free.slice(middle));
  }

  /** Parks what follows a parked event in its stream. @returns the rest */
  private async unparked(items: readonly Item[]): Promise<Item[]> {
    const [waiting, free] = partition(items, ({ event }) => this.parked.has(storedName(event.streamId)));
    await this.park(waiting.map(({ event }) => ({ event, error: null })));
    return free;
  }

  async park(events: readonly EventToPark[]): Promise<void> {
    for (const { event } of events) this.parked.add(storedName(event.streamId));
    await park(this.client, parkingLotOf(this.target), events);
  }
}

/** Runs `write` behind a savepoint. @returns why it was refused, with everything it did undone */
export const withSavepoint = async (client: ClientBase, write: () => Promise<void>): Promise<unknown> => {
  await client.query('SAVEPOINT attempt');
  try {
    await write();
    await client.query('RELEASE SAVEPOINT attempt');
    return null;
  } catch (error) {
    // Only what the rows are to blame for: a database in trouble stops the batch.
    if (!isRefusal(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT attempt');
    await client.query('RELEASE SAVEPOINT attempt');
    return error;
  }
};

/** Writes the rows and the conflicts of these changes, in order. @throws what the database or the table refuses */
export const writeChanges = async (client: ClientBase, target: Target, items: readonly Item[]): Promise<void> => {
  const changes = new Map<string, Change[]>();
  for (const { event, changes: made } of items) {
    if (made instanceof Error) throw made;
    for (const change of made) {
      const list = changes.get(change.table) ?? [];
      changes.set(change.table, list);
      list.push({ event, change });
    }
  }
  for (const [name, list] of changes) {
    const sql = target.tables.get(name);
    if (!sql) throw new RefusedRow(`the projection ${target.projection.name} does not declare its table ${name}`);
    const effect = new NetEffect(sql.table, await storedRows(client, sql, list));
    for (const { change, event } of list) effect.apply(change, event);
    await sql.write(client, effect.writes());
    await recordConflicts(client, target, effect.conflicts);
  }
};

const storedRows = async (client: ClientBase, sql: TableSql, list: readonly Change[]) => {
  const { table } = sql;
  if (!table.unique?.length) return [];
  const changes = list.map(({ change }) => change);
  const byKey = await sql.load(client, table.key, changes.map(keyOf));
  const passed = rowsPassedThrough(table, changes, byKey);
  const found = new Map(byKey.map((row) => [JSON.stringify(table.key.map((column) => row[column])), row]));
  for (const unique of table.unique) {
    for (const row of await sql.load(client, unique, passed)) {
      found.set(JSON.stringify(table.key.map((column) => row[column])), row);
    }
  }
  return [...found.values()];
};

const keyOf = (change: RowChange) => (change.op === 'put' ? change.row : change.key);

export const recordConflicts = async (
  client: ClientBase,
  target: Target,
  conflicts: readonly Conflict[],
): Promise<void> => {
  for (const { table, unique, loser, winnerKey, event } of conflicts) {
    await client.query(
      `INSERT INTO ${escapeIdentifier(target.schema)}.projection_conflicts
         (projection, table_name, unique_columns, loser, winner_key, event_id, commit_position, prepare_position)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        target.projection.name,
        table,
        unique,
        toJson([loser]).slice(1, -1),
        toJson([winnerKey]).slice(1, -1),
        event.id,
        event.position.commit,
        event.position.prepare,
      ],
    );
  }
};

const partition = <T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] => {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
};
