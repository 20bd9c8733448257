import { escapeIdentifier, type ClientBase } from 'pg';
import { type ProjectedTable, type Row } from '../projection.js';

export type TableDifferences = {
  table: string;
  /** Columns of its key. */
  key: readonly string[];
  /** In the log and not in the live table. */
  missing: number;
  /** In the live table and not in the log. */
  unexpected: number;
  different: number;
  /** The first of them, by key. */
  rows: { kind: 'missing' | 'unexpected' | 'different'; live: Row | null; rebuilt: Row | null }[];
};

type Found = TableDifferences['rows'][number];

/** Compares the live table with its copy in `side`, but for the columns that the database counts up itself. */
export const tableDifferences = async (
  client: ClientBase,
  side: string,
  table: ProjectedTable,
  limit: number,
): Promise<TableDifferences> => {
  const name = escapeIdentifier(table.name);
  const key = table.key.map(escapeIdentifier);
  const { rows: identity } = await client.query<{ names: string[] }>(
    `SELECT coalesce(array_agg(attname::text), '{}') AS names FROM pg_attribute
      WHERE attrelid = $1::regclass AND attidentity <> ''`,
    [`public.${name}`],
  );
  const different = `
    SELECT l.row AS live, s.row AS rebuilt, ${key.join(', ')},
           CASE WHEN l.row IS NULL THEN 'missing' WHEN s.row IS NULL THEN 'unexpected' ELSE 'different' END AS kind
      FROM (SELECT ${key.join(', ')}, to_jsonb(t) - $1::text[] AS row FROM public.${name} AS t) AS l
      FULL JOIN (SELECT ${key.join(', ')}, to_jsonb(t) - $1::text[] AS row FROM ${escapeIdentifier(side)}.${name} AS t) AS s
           USING (${key.join(', ')})
     WHERE l.row IS DISTINCT FROM s.row`;
  const { rows: counts } = await client.query<{ kind: Found['kind']; count: string }>(
    `SELECT kind, count(*) FROM (${different}) AS d GROUP BY kind`,
    [identity[0]!.names],
  );
  const count = (kind: Found['kind']): number => Number(counts.find((row) => row.kind === kind)?.count ?? 0);
  const { rows } = await client.query<Found>(
    `SELECT kind, live, rebuilt FROM (${different}) AS d ORDER BY ${key.join(', ')} LIMIT $2`,
    [identity[0]!.names, limit],
  );
  return {
    table: table.name,
    key: table.key,
    missing: count('missing'),
    unexpected: count('unexpected'),
    different: count('different'),
    rows,
  };
};
