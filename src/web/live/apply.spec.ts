import { Rows, STAYS_MS } from './apply.js';
import { isNewer, type Row } from './row.js';

const row = (id: string, rev = '1.0', more: Partial<Row> = {}): Row => ({ id, rev, status: 'downloading', progress: 0.5, ...more }) as Row; // prettier-ignore
const held = (...rows: Row[]) => {
  const all = new Rows();
  rows.forEach((each) => all.put(each));
  return all;
};

describe('revisions', () => {
  it.each([
    ['2.0', '1.9', true],
    ['10.0', '9.0', true],
    ['9.0', '10.0', false],
    ['5.2', '5.10', false],
    ['5.1', '5.1', false],
    ['18446744073709551615.0', '18446744073709551614.3', true],
  ])('%s is newer than %s: %s', (a, b, newer) => expect(isNewer(a, b)).toBe(newer));
});

describe('the rows of the queue', () => {
  it('take a newer row and pass over an older one', () => {
    const rows = held(row('a', '2.0', { title: 'new' }));
    rows.put(row('a', '1.0', { title: 'old' }));
    expect(rows.byId.get('a')?.title).toBe('new');
  });

  it('take what a patch brings, in order alone', () => {
    const rows = held(row('a', '1.1'));
    rows.patch({ id: 'a', rev: '1.3', progress: 0.7 });
    rows.patch({ id: 'a', rev: '1.2', progress: 0.6 });
    rows.patch({ id: 'nobody', rev: '1.2', progress: 0.6 });
    expect([...rows.byId.values()]).toEqual([row('a', '1.3', { progress: 0.7 })]);
  });

  it('are those of a snapshot once its last part is there', () => {
    const rows = held(row('gone'), row('a'));
    rows.snapshot(1, 2, [row('a', '3.0')]);
    expect([...rows.byId.keys()]).toEqual(['gone', 'a']);
    rows.put(row('meanwhile', '9.0'));
    rows.snapshot(2, 2, [row('b', '3.0')]);
    expect([...rows.byId.keys()].sort()).toEqual(['a', 'b', 'meanwhile']);
  });

  it('show how one has ended, for a moment', () => {
    const rows = held(row('a', '1.0', { downloadSpeed: 5 }));
    rows.end({ id: 'a', rev: '2.0', status: 'completed' }, 1_000);
    rows.patch({ id: 'a', rev: '2.1', progress: 0.6 });
    expect(rows.byId.get('a')).toMatchObject({ status: 'completed', progress: 1, downloadSpeed: null });
    expect([rows.sweep(1_000 + STAYS_MS - 1), rows.byId.size]).toEqual([false, 1]);
    expect([rows.sweep(1_000 + STAYS_MS), rows.byId.size]).toEqual([true, 0]);
  });

  it('take a row back that begins again while its end is shown', () => {
    const rows = held(row('a'));
    rows.end({ id: 'a', rev: '2.0', status: 'failed' }, 0);
    rows.put(row('a', '3.0'));
    expect(rows.byId.get('a')).toEqual(row('a', '3.0'));
  });
});
