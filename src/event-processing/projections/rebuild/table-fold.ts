import { type StoredEvent } from '../../../event-store/event-log.js';
import { type Conflict, pick, textOf, uniqueTexts } from '../net-effect.js';
import { type ProjectedTable, type Row, type RowChange } from '../projection.js';
import { KeySet } from './key-set.js';

type HeldRow = { row: Row; size: number };

/**
 * The rows of one table as the log makes them, of which the latest changed are in memory and the rest have been written.
 * A row is in one of the two places: one that is to change again has to be recalled first.
 */
export class TableFold {
  conflicts: Conflict[] = [];
  /** Rough: characters of the texts that are in memory. */
  size = 0;
  /** By their keys, the latest changed last. */
  private readonly rows = new Map<string, HeldRow>();
  /** Unique values to the key of the row that has them. */
  private readonly holders = new Map<string, string>();
  /** Keys and unique values of rows that were ever written. */
  private readonly written = new KeySet();

  constructor(readonly table: ProjectedTable) {}

  get count(): number {
    return this.rows.size;
  }

  /** Whether the row that a change is about may have been written. */
  isWritten(change: RowChange): boolean {
    const key = textOf(keyOf(change), this.table.key)!;
    return !this.rows.has(key) && this.written.has(key);
  }

  /** Unique constraints of which the values that a change brings may be in a row that was written. */
  writtenUniques(change: RowChange): { unique: readonly string[]; row: Row }[] {
    const { unique = [] } = this.table;
    if (unique.length === 0 || change.op === 'remove' || this.written.isEmpty) return [];
    const row =
      change.op === 'put' ? change.row : { ...this.rows.get(textOf(change.key, this.table.key)!)?.row, ...change.set };
    return unique.flatMap((columns, index) => {
      const values = textOf(row, columns);
      if (values === null) return [];
      const text = `${index} ${values}`;
      return !this.holders.has(text) && this.written.has(text) ? [{ unique: columns, row }] : [];
    });
  }

  /** Takes back a row that is no longer in the table. */
  recall(row: Row): void {
    this.hold(textOf(row, this.table.key)!, row, sizeOf(row));
  }

  apply(change: RowChange, event: StoredEvent): void {
    const key = textOf(keyOf(change), this.table.key)!;
    const before = this.drop(key);
    if (change.op === 'put') this.take(key, change.row, sizeOf(change.row), event);
    else if (change.op === 'patch' && before) {
      for (const column in change.set) if (change.set[column] !== undefined) before.row[column] = change.set[column];
      // What was there before it counts twice: it is a bound, and no measure.
      this.take(key, before.row, before.size + sizeOf(change.set), event);
    }
  }

  /** @returns the rows that were changed longest ago, which are to be written now */
  evict(count: number): Row[] {
    const rows: Row[] = [];
    for (const [key, { row }] of this.rows) {
      if (rows.length === count) break;
      rows.push(row);
      this.written.add(key);
      for (const values of uniqueTexts(this.table, row)) this.written.add(values);
      this.drop(key);
    }
    return rows;
  }

  private take(key: string, row: Row, size: number, event: StoredEvent): void {
    if (this.table.unique?.length) this.displace(row, event);
    this.hold(key, row, size);
  }

  /** The newest wins: a row that has a unique value of this one has to go. */
  private displace(row: Row, event: StoredEvent): void {
    for (const [index, unique] of this.table.unique!.entries()) {
      const values = textOf(row, unique);
      const holder = values === null ? undefined : this.holders.get(`${index} ${values}`);
      if (holder === undefined) continue;
      const loser = this.rows.get(holder)!.row;
      this.conflicts.push({ table: this.table.name, unique, loser, winnerKey: pick(row, this.table.key), event });
      this.drop(holder);
    }
  }

  private hold(key: string, row: Row, size: number): void {
    this.size += size;
    this.rows.set(key, { row, size });
    if (this.table.unique?.length) for (const values of uniqueTexts(this.table, row)) this.holders.set(values, key);
  }

  private drop(key: string): HeldRow | undefined {
    const held = this.rows.get(key);
    if (!held) return undefined;
    this.size -= held.size;
    this.rows.delete(key);
    if (this.table.unique?.length) for (const values of uniqueTexts(this.table, held.row)) this.holders.delete(values);
    return held;
  }
}

const keyOf = (change: RowChange): Row => (change.op === 'put' ? change.row : change.key);

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 16;
  for (const name in value) size += sizeOf((value as Row)[name]);
  return size;
}
