import { table } from './table.js';

const COLUMNS = [
  { head: 'ID' },
  { head: 'SIZE', align: 'right' as const, optional: true },
  { head: 'CLIENT', optional: true },
  { head: 'TITLE' },
];
const ROWS = [
  ['1', '5 B', 'nas', 'A title of some length, for a terminal'],
  ['2', '1.25 GB', 'builtin', '日本語'],
];

describe('a table', () => {
  it('is as wide as what it holds where nothing ends it', () =>
    expect(table(COLUMNS, ROWS, Infinity).split('\n')).toEqual([
      'ID     SIZE  CLIENT   TITLE',
      '1       5 B  nas      A title of some length, for a terminal',
      '2   1.25 GB  builtin  日本語',
    ]));

  it('cuts its last column where the terminal ends', () =>
    expect(table(COLUMNS, ROWS, 50).split('\n')[1]).toBe('1       5 B  nas      A title of some length, for…'));

  it('leaves out what it can do without on a narrow one', () =>
    expect(table(COLUMNS, ROWS, 30).split('\n')[1]).toBe('1   A title of some length, f…'));
});
