import Table from 'cli-table3';
import stringWidth from 'string-width';

/** A column. Numbers stand right; what is optional makes room for the last one where the terminal is narrow. */
export type Column = { head: string; align?: 'left' | 'right'; optional?: boolean };

const GAP = 2;
/** Narrower, a title says nothing. */
const NARROWEST = 24;
const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'].map((part) => [part, '']),
); // prettier-ignore

/**
 * Rows under their heads, without lines. The last column is cut where the terminal ends.
 * @param width columns of the terminal; Infinity cuts nothing
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const natural = columns.map(({ head }, i) =>
    Math.max(...[head, ...rows.map((row) => row[i]!)].map((cell) => stringWidth(cell))),
  );
  const before = natural.slice(0, -1).reduce((sum, each) => sum + each + GAP, 0);
  const dispensable = columns.findLastIndex(({ optional }) => optional);
  if (width - before < Math.min(natural.at(-1)!, NARROWEST) && dispensable >= 0)
    return table(columns.toSpliced(dispensable, 1), rows.map((row) => row.toSpliced(dispensable, 1)), width); // prettier-ignore
  const last = Math.min(natural.at(-1)!, Math.max(NARROWEST, width - before));
  // What stands right keeps its distance to what follows.
  const cellsOf = (cells: readonly string[]) =>
    cells.map((cell, i) => (columns[i]!.align === 'right' ? cell + ' '.repeat(GAP) : cell));
  const made = new Table({
    head: cellsOf(columns.map(({ head }) => head)),
    colWidths: [...natural.slice(0, -1).map((each) => each + GAP), last],
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  made.push(...rows.map(cellsOf));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
