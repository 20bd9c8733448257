import { createHash } from 'node:crypto';
import { escapeIdentifier, type ClientBase } from 'pg';
import { type ProjectedTable, type Row } from './projection.js';
import { RefusedRow } from './refused-row.js';
import { type Writes } from './net-effect.js';

export type Column = { name: string; type: string; writable: boolean; identity: boolean };

const list = (columns: readonly string[], prefix = ''): string =>
  columns.map((column) => prefix + escapeIdentifier(column)).join(', ');

/** Rows as one parameter. A bigint goes as text, which every numeric type reads. */
export const toJson = (rows: readonly Row[]): string => {
  try {
    return JSON.stringify(rows);
  } catch (error) {
    // A bigint is rare, and asking about every value takes longer than all the rest.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  }
};

/** @returns the columns of a table by name, with their types as the catalog spells them */
export const readColumns = async (client: ClientBase, schema: string, table: string): Promise<Map<string, Column>> => {
  const { rows } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attidentity <> '' AS identity,
            attgenerated = '' AND attidentity <> 'a' AS writable
       FROM pg_attribute
      WHERE attrelid = format('%I.%I', $1::text, $2::text)::regclass AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum`,
    [schema, table],
  );
  return new Map(rows.map((column) => [column.name, column]));
};

/**
 * Planned once for each connection: to plan it takes the server longer than to run it for a few rows. Not for statements
 * that join: their plan would stay the one for the small table that it was made for.
 */
const prepared = (text: string) => ({ name: `projector: ${createHash('sha1').update(text).digest('hex')}`, text });

/** Reads and writes sets of rows of one table, a statement for each set of columns. */
export class TableSql {
  private readonly statements = new Map<string, string>();
  private readonly target: string;

  constructor(
    readonly table: ProjectedTable,
    readonly schema: string,
    readonly columns: ReadonlyMap<string, Column>,
  ) {
    this.target = `${escapeIdentifier(schema)}.${escapeIdentifier(table.name)}`;
  }

  /** @throws RefusedRow where the table has none of that name */
  column(name: string): Column {
    const column = this.columns.get(name);
    if (!column) throw new RefusedRow(`${this.table.name} has no column ${name}`);
    return column;
  }

  /**
   * The rows that have the values of one of `rows` in `columns`, each value as text (JSON columns as JSON).
   * Each is looked up by itself (OFFSET 0): the planner, which takes the list for 100 rows, would read the whole table.
   */
  async load(client: ClientBase, columns: readonly string[], rows: readonly Row[]): Promise<Row[]> {
    if (rows.length === 0) return [];
    const asText = [...this.columns.values()].map(({ name, type }) =>
      /^jsonb?$/.test(type)
        ? `t.${escapeIdentifier(name)}`
        : `t.${escapeIdentifier(name)}::text AS ${escapeIdentifier(name)}`,
    );
    const text = `SELECT DISTINCT ON (${list(this.table.key, 't.')}) ${asText.join(', ')}
      FROM ${this.given(columns)}, LATERAL (SELECT * FROM ${this.target} AS t WHERE ${this.matching(columns)} OFFSET 0) AS t`;
    const wanted = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
    return (await client.query<Row>(text, [toJson(wanted)])).rows;
  }

  async write(client: ClientBase, { removes, patches, puts }: Writes): Promise<void> {
    if (removes.length > 0) await client.query(this.removal(), [toJson(removes)]);
    for (const [columns, rows] of byColumns(patches.map(({ key, set }) => ({ ...set, ...key })))) {
      const set = columns.filter((column) => !this.table.key.includes(column));
      if (set.length > 0) await client.query(this.patching(columns, set), [toJson(rows)]);
    }
    for (const [columns, rows] of byColumns(puts)) {
      const written = columns.filter((name) => this.columns.get(name)?.writable !== false);
      await client.query({ ...prepared(this.putting(written)), values: [toJson(rows)] });
    }
  }

  private removal(): string {
    const { key } = this.table;
    return `DELETE FROM ${this.target} AS t USING ${this.given(key)} WHERE ${this.matching(key)}`;
  }

  private patching(columns: readonly string[], set: readonly string[]): string {
    return this.remembered(`patch ${columns.join()}`, () => {
      const assignments = set.map((column) => `${escapeIdentifier(column)} = d.${escapeIdentifier(column)}`);
      return `UPDATE ${this.target} AS t SET ${assignments.join(', ')}
        FROM ${this.given(columns)} WHERE ${this.matching(this.table.key)}`;
    });
  }

  /** Columns that the row does not name get their defaults, also where the row was there before. */
  private putting(columns: readonly string[]): string {
    return this.remembered(`put ${columns.join()}`, () => {
      const replaced = [...this.columns.values()].filter(
        ({ name, writable, identity }) =>
          writable && !this.table.key.includes(name) && (!identity || columns.includes(name)),
      );
      const assignments = replaced.map(({ name }) => `${escapeIdentifier(name)} = EXCLUDED.${escapeIdentifier(name)}`);
      return `INSERT INTO ${this.target} (${list(columns)}) SELECT ${list(columns, 'd.')} FROM ${this.given(columns)}
        ON CONFLICT (${list(this.table.key)})
        DO ${assignments.length > 0 ? `UPDATE SET ${assignments.join(', ')}` : 'NOTHING'}`;
    });
  }

  /** The rows of the first parameter, `d`. */
  given(columns: readonly string[]): string {
    const typed = columns.map((name) => `${escapeIdentifier(name)} ${this.column(name).type}`);
    return `json_to_recordset($1::json) AS d(${typed.join(', ')})`;
  }

  matching(columns: readonly string[]): string {
    return columns.map((column) => `t.${escapeIdentifier(column)} = d.${escapeIdentifier(column)}`).join(' AND ');
  }

  private remembered(name: string, make: () => string): string {
    const statement = this.statements.get(name) ?? make();
    this.statements.set(name, statement);
    return statement;
  }
}

/** Rows of the same columns go in one statement. */
export const byColumns = (rows: readonly Row[]): Iterable<[string[], Row[]]> => {
  const groups = new Map<string, [string[], Row[]]>();
  for (const row of rows) {
    const columns = Object.keys(row);
    const name = columns.join();
    const group = groups.get(name) ?? [columns, []];
    groups.set(name, group);
    group[1].push(row);
  }
  return groups.values();
};
