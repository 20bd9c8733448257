/** A row of Mydia as text, whatever the database; a column that this version of Mydia lacks is null. */
export type MydiaRow<Column extends string = string> = Readonly<Record<Column, string | null>>;

type Table = {
  columns: readonly string[];
  /** Without these it is not the table that is meant, or would be read wrongly. */
  required: readonly string[];
  /** Not there in every version of Mydia. */
  optional?: true;
  where?: string;
};

/** What is read of Mydia 0.4 and its neighbours. `tvdb_id` came later. */
export const TABLES = {
  downloads: {
    columns: [
      'id',
      'media_item_id',
      'episode_id',
      'indexer',
      'title',
      'download_url',
      'download_client',
      'download_client_id',
      'completed_at',
      'error_message',
      'metadata',
      'inserted_at',
      'updated_at',
    ],
    required: [
      ...['id', 'title', 'inserted_at', 'updated_at'],
      // These say how an attempt ended: without one of them it would seem to be active, or never to have begun.
      ...['download_client', 'download_client_id', 'completed_at', 'error_message'],
      // And these what it was for: without them two downloads of one film would both stay.
      ...['media_item_id', 'episode_id', 'metadata'],
    ],
  },
  media_items: {
    columns: ['id', 'type', 'title', 'year', 'tmdb_id', 'tvdb_id', 'imdb_id'],
    required: ['id', 'type', 'title'],
  },
  episodes: {
    columns: ['id', 'media_item_id', 'season_number', 'episode_number'],
    required: ['id', 'media_item_id', 'season_number', 'episode_number'],
  },
  events: {
    columns: ['id', 'type', 'metadata', 'inserted_at'],
    required: ['id', 'type', 'metadata', 'inserted_at'],
    optional: true,
    where: `type LIKE 'download.%'`,
  },
  download_client_configs: {
    columns: [
      'id',
      'name',
      'type',
      'enabled',
      'priority',
      'host',
      'port',
      'use_ssl',
      'url_base',
      'username',
      'password',
      'api_key',
      'category',
      'download_directory',
      'inserted_at',
    ],
    required: ['name', 'type', 'host', 'port'],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;
export type RowOf<Name extends TableName> = MydiaRow<(typeof TABLES)[Name]['columns'][number]>;
export type MydiaData = { readonly [Name in TableName]: readonly RowOf<Name>[] };

/** Answers questions in SQL that SQLite and PostgreSQL both understand. */
export type Questions = {
  /** No columns: there is no such table. */
  columnsOf(table: string): Promise<readonly string[]>;
  rows(sql: string): Promise<readonly MydiaRow[]>;
};

/** It can be read, and is something else; or it cannot be read. The message says which, and what to do. */
export class NotMydia extends Error {}

/**
 * Reads all that is needed. Everything comes as text, so that both databases give the same.
 * @throws NotMydia naming the tables or columns that are missing
 */
export async function readTables(questions: Questions, source: string): Promise<MydiaData> {
  const names = Object.keys(TABLES) as TableName[];
  const columns: (readonly string[])[] = [];
  for (const name of names) columns.push(await questions.columnsOf(name));
  const missing = names.flatMap((name, i) => missingIn(name, columns[i]!));
  if (missing.length > 0) throw new NotMydia(`${source} is no Mydia database: it has no ${missing.join(', no ')}.`);
  const read: Partial<Record<TableName, readonly MydiaRow[]>> = {};
  for (const [i, name] of names.entries()) {
    read[name] = columns[i]!.length > 0 ? await questions.rows(selectAll(name, columns[i]!)) : [];
  }
  return read as MydiaData;
}

function missingIn(name: TableName, there: readonly string[]): string[] {
  const table: Table = TABLES[name];
  if (there.length === 0) return table.optional ? [] : [`table ${name}`];
  return table.required.filter((column) => !there.includes(column)).map((column) => `column ${name}.${column}`);
}

function selectAll(name: TableName, there: readonly string[]): string {
  const table: Table = TABLES[name];
  const columns = table.columns.map((column) =>
    there.includes(column) ? `CAST("${column}" AS text) AS "${column}"` : `NULL AS "${column}"`,
  );
  return `SELECT ${columns.join(', ')} FROM "${name}"${table.where ? ` WHERE ${table.where}` : ''}`;
}
