import { type Client } from 'pg';
import { type StoredEvent } from '../../../event-store/event-log.js';
import { park, storedName, type EventToPark } from '../../processor/parking.js';
import { applyProjection, parkingLotOf, recordConflicts, type Target } from '../apply-batch.js';
import { textOf } from '../net-effect.js';
import { type Row, type RowChange } from '../projection.js';
import { RefusedRow } from '../refused-row.js';
import { type TableSql } from '../table-writer.js';
import { type SideSchema } from './side-schema.js';
import { TableCopy } from './table-copy.js';
import { TableFold } from './table-fold.js';
import { placeOf } from './skipped-events.js';

/** Bounds of what one table keeps in memory: rows, and characters of their texts. */
export type FoldLimits = { rows: number; size: number };
export const FOLD_LIMITS: FoldLimits = { rows: 20_000, size: 16 * 1024 * 1024 };

type Change = { event: StoredEvent; change: RowChange };
type Table = { fold: TableFold; copy: TableCopy; sql: TableSql; changes: Change[] };

export type ProjectionFoldOptions = {
  readonly client: Client;
  readonly side: SideSchema;
  readonly target: Target;
  /** Events that are passed over, as `skippedEvents` finds them. */
  readonly skipped: ReadonlySet<string>;
  readonly limits?: FoldLimits;
};

/**
 * Makes the rows of one projection from the log, in memory, and writes them by COPY into tables that have no index yet.
 * Where the database refuses a row, nobody knows any more which event is to blame: the caller has to begin again, batch by batch.
 */
export class ProjectionFold {
  events = 0;
  unknownTypes = 0;
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly parkedStreams = new Set<string>();
  private bad: EventToPark[] = [];
  private writing: Promise<void> = Promise.resolve();
  private hasKeys = false;

  constructor(private readonly options: ProjectionFoldOptions) {
    const { client, target } = options;
    this.tables = new Map(
      [...target.tables].map(([name, sql]) => {
        return [name, { fold: new TableFold(sql.table), copy: new TableCopy(client, sql), sql, changes: [] }];
      }),
    );
  }

  /** Takes an event in, in the order of the log; `fold` makes rows of what was taken in. */
  add(event: StoredEvent): void {
    const { skipped, target } = this.options;
    this.events += 1;
    if (skipped.size > 0 && skipped.has(placeOf(event.position))) return;
    const item = applyProjection(target, event);
    if (item === null) this.unknownTypes += 1;
    else if (this.parkedStreams.size > 0 && this.parkedStreams.has(storedName(event.streamId)))
      this.bad.push({ event, error: null });
    else {
      const refusal = item.changes instanceof Error ? item.changes.message : this.refusalOf(item.changes);
      if (refusal !== null) this.park(event, refusal);
      else
        for (const change of item.changes as RowChange[])
          this.tables.get(change.table)!.changes.push({ event, change });
    }
  }

  /** @throws what the database refuses */
  async fold(): Promise<void> {
    for (const table of this.tables.values()) await this.foldTable(table);
    await park(this.options.client, parkingLotOf(this.options.target), this.bad.splice(0));
    const { rows, size } = this.options.limits ?? FOLD_LIMITS;
    for (const { fold, copy } of this.tables.values()) {
      if (fold.count < rows && fold.size < size) continue;
      await this.writing;
      this.write(copy, fold.evict(Math.ceil(fold.count / 2)));
    }
  }

  /** Writes all that is left. @throws what the database refuses */
  async finish(): Promise<void> {
    for (const { fold, copy } of this.tables.values()) {
      await this.writing;
      this.write(copy, fold.evict(fold.count));
    }
    await this.writing;
  }

  /** Goes on while the next events are folded; what goes wrong is told by whoever waits for it next. */
  private write(copy: TableCopy, rows: readonly Row[]): void {
    this.writing = copy.write(rows);
    this.writing.catch(() => undefined);
  }

  private async foldTable(table: Table): Promise<void> {
    const changes = table.changes.splice(0);
    const { fold } = table;
    const written = changes.filter(({ change }) => fold.isWritten(change)).map(({ change }) => change);
    if (written.length > 0) await this.recall(table, fold.table.key, written.map(keyOf));
    for (const { event, change } of changes) {
      for (const { unique, row } of fold.writtenUniques(change)) await this.recall(table, unique, [row]);
      fold.apply(change, event);
    }
    if (fold.conflicts.length > 0)
      await recordConflicts(this.options.client, this.options.target, fold.conflicts.splice(0));
  }

  private async recall({ fold, copy }: Table, columns: readonly string[], wanted: readonly Row[]): Promise<void> {
    await this.writing;
    if (!this.hasKeys) await this.options.side.addKeys(this.options.client);
    this.hasKeys = true;
    for (const row of await copy.take(columns, wanted)) fold.recall(row);
  }

  private park(event: StoredEvent, error: string): void {
    this.parkedStreams.add(storedName(event.streamId));
    this.bad.push({ event, error });
  }

  /** Why its table can take a change in no case; null where it may. Columns and values are looked at by the database. */
  private refusalOf(changes: readonly RowChange[]): string | null {
    try {
      for (const change of changes) this.check(change);
      return null;
    } catch (error) {
      if (error instanceof RefusedRow) return error.message;
      throw error;
    }
  }

  private check(change: RowChange): void {
    const { projection } = this.options.target;
    const table = this.tables.get(change.table);
    if (!table) throw new RefusedRow(`the projection ${projection.name} does not declare its table ${change.table}`);
    const { name, key } = table.sql.table;
    if (textOf(keyOf(change), key) === null)
      throw new RefusedRow(`a row of ${name} without its key (${key.join(', ')})`);
    if (change.op !== 'patch') return;
    const moved = key.find(
      (column) => column in change.set && String(change.set[column]) !== String(change.key[column]),
    );
    if (moved) throw new RefusedRow(`a patch of ${name} cannot change its key (${moved})`);
  }
}

const keyOf = (change: RowChange): Row => (change.op === 'put' ? change.row : change.key);
