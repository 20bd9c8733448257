import { type TableDifferences } from '../event-processing/projections/rebuild/table-differences.js';

type Row = Record<string, unknown>;

/** One value that a table has and the log does not say; a whole row, with `column` null, where only one of them has it. */
export type Sample = { in: string; key: Row; column: string | null; table: unknown; log: unknown };

/** Rows that the tables lack, have too much, and have with other values than the log says. */
export type Difference = { missing: number; extra: number; changed: number; samples: Sample[] };

const MAX_SAMPLES = 100;

export function differenceOf(tables: readonly TableDifferences[]): Difference {
  const total = (of: 'missing' | 'unexpected' | 'different') => tables.reduce((sum, each) => sum + each[of], 0);
  const samples = tables.flatMap(samplesOf).slice(0, MAX_SAMPLES);
  return { missing: total('missing'), extra: total('unexpected'), changed: total('different'), samples };
}

const samplesOf = ({ table: name, key, rows }: TableDifferences): Sample[] =>
  rows.flatMap(({ live, rebuilt }): Sample[] => {
    const row = (live ?? rebuilt)!;
    const where = { in: name, key: Object.fromEntries(key.map((column) => [column, row[column]])) };
    if (!live || !rebuilt) return [{ ...where, column: null, table: live, log: rebuilt }];
    const changed = Object.keys(rebuilt).filter(
      (column) => JSON.stringify(live[column]) !== JSON.stringify(rebuilt[column]),
    );
    return changed.map((column) => ({ ...where, column, table: live[column], log: rebuilt[column] }));
  });
