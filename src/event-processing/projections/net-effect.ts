import { type StoredEvent } from '../../event-store/event-log.js';
import { type ProjectedTable, type Row, type RowChange } from './projection.js';
import { RefusedRow } from './refused-row.js';

/** A row that had to go because a newer one has the same unique values. */
export type Conflict = {
  table: string;
  unique: readonly string[];
  loser: Row;
  winnerKey: Row;
  event: StoredEvent;
};

type Entry = { key: Row } & ({ op: 'put'; row: Row } | { op: 'patch'; set: Row } | { op: 'remove' });

/** What is to be written: removals first, then patches, then puts. */
export type Writes = { removes: Row[]; patches: { key: Row; set: Row }[]; puts: Row[] };

/** Some columns of a row. */
export const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

const defined = (row: Row): Row =>
  Object.values(row).includes(undefined)
    ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
    : row;

/** The values of `columns` as one text; null where one of them is null. */
export const textOf = (row: Row, columns: readonly string[]): string | null => {
  if (columns.length === 1) {
    const value = row[columns[0]!] ?? null;
    return value === null ? null : String(value);
  }
  const values = columns.map((column) => row[column] ?? null);
  return values.includes(null) ? null : JSON.stringify(values.map(String));
};

/**
 * Folds the changes of a batch to their net effect on one table, as if they had been made one by one.
 *
 * A table without unique constraints is folded blindly. One with them needs `stored`: the rows, as the table has them,
 * of every key and every unique value that the batch touches. Keys and unique values are compared as text, so those
 * columns hold text, uuids in lower case or integers.
 */
export class NetEffect {
  readonly conflicts: Conflict[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly stored = new Map<string, Row>();
  private readonly rows = new Map<string, Row>();
  /** Unique values, told apart by the index of their constraint, to the key of the row that has them. */
  private readonly holders = new Map<string, string>();

  constructor(
    private readonly table: ProjectedTable,
    stored: readonly Row[] = [],
  ) {
    for (const row of stored) {
      const key = this.keyText(row);
      this.stored.set(key, row);
      this.hold(key, row);
    }
  }

  apply(change: RowChange, event: StoredEvent): void {
    if (change.op === 'put') this.put(defined(change.row), event);
    else if (change.op === 'patch') this.patch(change.key, defined(change.set), event);
    else this.remove(this.keyText(change.key), pick(change.key, this.table.key));
  }

  writes(): Writes {
    const writes: Writes = { removes: [], patches: [], puts: [] };
    for (const [text, entry] of this.entries) {
      if (entry.op === 'remove') writes.removes.push(entry.key);
      else if (this.isDisplaced(text)) {
        // Its old unique values may belong to another row of this batch by now, and are checked row by row.
        writes.removes.push(entry.key);
        writes.puts.push(this.rows.get(text)!);
      } else if (entry.op === 'put') writes.puts.push(entry.row);
      else writes.patches.push({ key: entry.key, set: entry.set });
    }
    return writes;
  }

  private put(row: Row, event: StoredEvent): void {
    const text = this.keyText(row);
    this.release(text);
    this.claim(text, row, event);
    this.entries.set(text, { op: 'put', key: pick(row, this.table.key), row });
  }

  private patch(key: Row, set: Row, event: StoredEvent): void {
    const text = this.keyText(key);
    const moved = this.table.key.find((column) => column in set && String(set[column]) !== String(key[column]));
    if (moved) throw new RefusedRow(`a patch of ${this.table.name} cannot change its key (${moved})`);
    const before = this.entries.get(text);
    if (before?.op === 'remove') return;
    if (this.table.unique?.length) {
      const row = this.rows.get(text);
      if (!row) return;
      this.release(text);
      this.claim(text, { ...row, ...set }, event);
    }
    if (before?.op === 'put') this.entries.set(text, { ...before, row: { ...before.row, ...set } });
    else this.entries.set(text, { op: 'patch', key: pick(key, this.table.key), set: { ...before?.set, ...set } });
  }

  private remove(text: string, key: Row): void {
    this.release(text);
    this.entries.set(text, { op: 'remove', key });
  }

  private claim(text: string, row: Row, event: StoredEvent): void {
    for (const [index, unique] of (this.table.unique ?? []).entries()) {
      const values = textOf(row, unique);
      const holder = values === null ? undefined : this.holders.get(`${index} ${values}`);
      if (holder === undefined) continue;
      const loser = this.rows.get(holder)!;
      this.conflicts.push({
        table: this.table.name,
        unique,
        loser,
        winnerKey: pick(row, this.table.key),
        event,
      });
      this.remove(holder, pick(loser, this.table.key));
    }
    this.hold(text, row);
  }

  private hold(text: string, row: Row): void {
    if (!this.table.unique?.length) return;
    this.rows.set(text, row);
    for (const values of this.uniqueTexts(row)) this.holders.set(values, text);
  }

  private release(text: string): void {
    const row = this.rows.get(text);
    if (row) for (const values of this.uniqueTexts(row)) this.holders.delete(values);
    this.rows.delete(text);
  }

  private isDisplaced(text: string): boolean {
    const [before, after] = [this.stored.get(text), this.rows.get(text)];
    if (!before || !after) return false;
    const kept = new Set(this.uniqueTexts(after));
    return this.uniqueTexts(before).some((values) => !kept.has(values));
  }

  private uniqueTexts(row: Row): string[] {
    return uniqueTexts(this.table, row);
  }

  private keyText(row: Row): string {
    const text = textOf(row, this.table.key);
    if (text === null)
      throw new RefusedRow(`a row of ${this.table.name} without its key (${this.table.key.join(', ')})`);
    return text;
  }
}

/** The values of each unique constraint, with its index before them; none where one of them is null. */
export const uniqueTexts = (table: ProjectedTable, row: Row): string[] =>
  (table.unique ?? []).flatMap((unique, index) => {
    const values = textOf(row, unique);
    return values === null ? [] : [`${index} ${values}`];
  });

/** The rows that a table may hold at any moment of the batch, conflicts aside: their unique values are to be looked up. */
export const rowsPassedThrough = (
  table: ProjectedTable,
  changes: readonly RowChange[],
  stored: readonly Row[],
): Row[] => {
  const rows = new Map(stored.map((row) => [textOf(row, table.key), row]));
  const passed: Row[] = [];
  for (const change of changes) {
    const text = textOf(change.op === 'put' ? change.row : change.key, table.key);
    const before = rows.get(text);
    const after =
      change.op === 'put' ? change.row : change.op === 'patch' && before ? { ...before, ...change.set } : null;
    if (after) rows.set(text, after);
    else rows.delete(text);
    if (after) passed.push(after);
  }
  return passed;
};
