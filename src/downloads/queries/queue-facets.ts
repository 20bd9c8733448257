import { type DataSource } from 'typeorm';
import { Conditions } from './page.js';
import { addFilter, type QueueFilter } from './queue-filter.js';

/** By the name of their filter, the columns that can be counted by. */
const FACETS = {
  status: 'status',
  client: '"downloadClient"',
  protocol: 'protocol',
  category: 'category',
  indexer: 'indexer',
} as const;
export type Facet = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as [Facet, ...Facet[]];

/** Null: of those that have none. */
export type FacetCount = { value: string | null; count: number };
export type Facets = Partial<Record<Facet, FacetCount[]>>;

/** So many values of a facet are told, the most frequent first. */
const MOST_VALUES = 200;

/**
 * How many rows there are of each value. Each facet counts what the *other* filters leave, so that it shows what
 * another choice would bring.
 * @param source of rows, and the values that its placeholders stand for
 */
export async function countFacets(
  database: DataSource,
  source: { sql: string; values: readonly unknown[] },
  filter: QueueFilter,
  names: readonly Facet[],
): Promise<Facets> {
  const conditions = new Conditions(source.values);
  const counts = names.map((name) => {
    const { where } = addFilter(conditions.beside(), { ...filter, [name]: undefined });
    return `(SELECT '${name}' AS facet, ${FACETS[name]} AS value, count(*)::int AS count FROM q ${where}
             GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${MOST_VALUES})`;
  });
  const rows = await database.query<(FacetCount & { facet: Facet })[]>(
    `WITH q AS MATERIALIZED (SELECT * FROM ${source.sql} q) ${counts.join(' UNION ALL ')}`,
    conditions.values,
  );
  const of = (name: Facet) => rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count }));
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}
