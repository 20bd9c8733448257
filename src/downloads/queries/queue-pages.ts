import { type DataSource } from 'typeorm';
import { type DownloadView, toView } from './download-view.js';
import { Conditions, type Page } from './page.js';
import { countFacets, type Facet, type Facets } from './queue-facets.js';
import { addFilter, type QueueFilter } from './queue-filter.js';
import { addCursor, cursorAt, cursorColumns, orderOf, type QueueSort } from './queue-sort.js';

export type QueueTotals = { sizeBytes: number; downloadedBytes: number; downloadSpeed: number; uploadSpeed: number };

export type QueueQuestion = {
  filter: QueueFilter;
  sort: QueueSort;
  limit: number;
  cursor?: string;
  facets?: readonly Facet[];
};

/** Rows in the shape of `QUEUE`, with the values that placeholders in it stand for. */
export type QueueSource = { sql: string; values: readonly unknown[] };

export type PageOfRows = Page<DownloadView> & { totals: QueueTotals; facets?: Facets };
type Row = Parameters<typeof toView>[0] & Record<string, unknown>;

/** A page of rows, what all that the filter leaves come to, and the facets that are asked for. @throws InvalidCursor */
export async function queuePage(
  database: DataSource,
  source: QueueSource,
  question: QueueQuestion,
): Promise<PageOfRows> {
  const { filter, sort, limit, facets = [] } = question;
  const [rows, [totals], counted] = await Promise.all([
    pageOf(database, source, question),
    totalsOf(database, source, filter),
    facets.length > 0 ? countFacets(database, source, filter, facets) : undefined,
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const { total, ...sums } = totals!;
  const nextCursor = last ? cursorAt(sort, last) : null;
  const items = page.map((row) => toView(withoutSortColumns(row)));
  return { items, total, nextCursor, totals: sums, ...(counted && { facets: counted }) };
}

function pageOf(database: DataSource, source: QueueSource, { filter, sort, limit, cursor }: QueueQuestion) {
  const conditions = addFilter(new Conditions(source.values), filter);
  if (cursor !== undefined) addCursor(conditions, sort, cursor);
  return database.query<Row[]>(
    `SELECT *${cursorColumns(sort)} FROM ${source.sql} q ${conditions.where} ORDER BY ${orderOf(sort)} LIMIT ${limit + 1}`,
    conditions.values,
  );
}

function totalsOf(database: DataSource, source: QueueSource, filter: QueueFilter) {
  const conditions = addFilter(new Conditions(source.values), filter);
  const sum = (column: string) => `coalesce(sum("${column}"), 0)::float8 AS "${column}"`;
  return database.query<(QueueTotals & { total: number })[]>(
    `SELECT count(*)::int AS total, ${sum('sizeBytes')}, ${sum('downloadedBytes')}, ${sum('downloadSpeed')},
       ${sum('uploadSpeed')} FROM ${source.sql} q ${conditions.where}`,
    conditions.values,
  );
}

const withoutSortColumns = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('sort_'))) as Row;
