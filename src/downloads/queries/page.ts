import { type DataSource } from 'typeorm';
import { z } from 'zod';

/** So many rows are counted at most, so that a page costs the same whatever the size of the table. */
export const EXACT_UP_TO = 10_000;

/** What lists answer with. `total` is exact up to `EXACT_UP_TO`, and an estimate beyond. */
export type Page<T> = { items: T[]; total: number; nextCursor: string | null };

/** A cursor that was not given out by us. */
export class InvalidCursor extends Error {}

export const encodeCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** @throws InvalidCursor */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw new InvalidCursor('take it as it was given in nextCursor, with the same sort');
  return parsed.data;
}

/** PostgreSQL knows no year 0, no offset of 16 hours, and reads texts of some length. */
export function isStorableInstant(instant: string): boolean {
  return /^(?!0000).{19}(\.\d{1,9})?(Z|[+-](0\d|1[0-5]):?\d\d)$/.test(instant);
}

/** An instant in a cursor, to the microsecond: PostgreSQL's precision. */
export const cursorInstant = z.iso.datetime().refine(isStorableInstant);
export const instantSql = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Collects the conditions of a query with their values, in the order of their placeholders. */
export class Conditions {
  readonly values: unknown[];
  private readonly parts: string[] = [];

  /** @param values that have placeholders already */
  constructor(values: readonly unknown[] = []) {
    this.values = [...values];
  }

  /** Other conditions of the same statement: they share its values. */
  beside(): Conditions {
    return Object.assign(new Conditions(), { values: this.values });
  }

  /** `?` in `sql` stands for the value; a condition whose value is undefined is left out. */
  add(sql: string, value: unknown): this {
    if (value !== undefined) this.parts.push(sql.replaceAll('?', this.value(value)));
    return this;
  }

  /** @returns the placeholder of the value */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get where(): string {
    return this.parts.length > 0 ? `WHERE ${this.parts.join(' AND ')}` : '';
  }
}

/**
 * The rows of `from` under these conditions: counted up to `EXACT_UP_TO`, beyond that as many as the database expects.
 * @param from a table or a subquery, as in a FROM clause
 * @param order of the list: what is counted are its first rows, found as those of a page are
 */
export async function countRows(
  database: DataSource,
  from: string,
  { where, values }: Conditions,
  order: string,
): Promise<number> {
  const some = `SELECT FROM ${from} ${where}`;
  const counting = `SELECT count(*)::int AS total FROM (${some} ORDER BY ${order} LIMIT ${EXACT_UP_TO + 1}) AS counted`;
  const [counted] = await database.query<{ total: number }[]>(counting, values);
  if (counted!.total <= EXACT_UP_TO) return counted!.total;
  const [planned] = await database.query<Plan[]>(`EXPLAIN (FORMAT JSON) ${some}`, values);
  return Math.max(counted!.total, planned!['QUERY PLAN'][0]!.Plan['Plan Rows']);
}

type Plan = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] };

/** A text as a pattern for `ILIKE`: found anywhere, with nothing special in it. */
export const containing = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
