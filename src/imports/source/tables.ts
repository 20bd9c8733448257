/** A row of the other program as text, whatever the database; a column that its version lacks is null. */
export type SourceRow<Column extends string = string> = Readonly<Record<Column, string | null>>;

export type Table = {
  columns: readonly string[];
  /** Without these it is not the table that is meant, or would be read wrongly. */
  required: readonly string[];
  /** Not there in every version of the program. */
  optional?: true;
  where?: string;
};

/** By the names that they have in the other program. */
export type Tables = Readonly<Record<string, Table>>;
export type RowIn<T extends Tables, Name extends keyof T> = SourceRow<T[Name]['columns'][number]>;
export type DataOf<T extends Tables> = { readonly [Name in keyof T]: readonly RowIn<T, Name>[] };

/** @param program its name, for messages */
export type SourceKind<T extends Tables> = { program: string; tables: T };

/** Answers questions in SQL that SQLite and PostgreSQL both understand. */
export type Questions = {
  /** No columns: there is no such table. */
  columnsOf(table: string): Promise<readonly string[]>;
  rows(sql: string): Promise<readonly SourceRow[]>;
};

/** It can be read, and is something else; or it cannot be read. The message says which, and what to do. */
export class UnreadableSource extends Error {}

/**
 * Reads all that is needed. Everything comes as text, so that both databases give the same.
 * @throws UnreadableSource naming the tables or columns that are missing
 */
export async function readTables<T extends Tables>(
  { program, tables }: SourceKind<T>,
  questions: Questions,
  source: string,
): Promise<DataOf<T>> {
  const read: Record<string, readonly SourceRow[]> = {};
  const missing: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const there = await questions.columnsOf(name);
    missing.push(...missingIn(name, table, there));
    if (missing.length === 0) read[name] = there.length > 0 ? await questions.rows(selectAll(name, table, there)) : [];
  }
  if (missing.length > 0)
    throw new UnreadableSource(`${source} is no ${program} database: it has no ${missing.join(', no ')}.`);
  return read as DataOf<T>;
}

function missingIn(name: string, table: Table, there: readonly string[]): string[] {
  if (there.length === 0) return table.optional ? [] : [`table ${name}`];
  return table.required.filter((column) => !there.includes(column)).map((column) => `column ${name}.${column}`);
}

function selectAll(name: string, table: Table, there: readonly string[]): string {
  const columns = table.columns.map((column) =>
    there.includes(column) ? `CAST("${column}" AS text) AS "${column}"` : `NULL AS "${column}"`,
  );
  return `SELECT ${columns.join(', ')} FROM "${name}"${table.where ? ` WHERE ${table.where}` : ''}`;
}
