import { Rows, STAYS_MS } from './apply.js';
import { type Row } from './row.js';

const row = (id: string, rev = 100, more: Partial<Row> = {}): Row => ({ id, rev, status: 'downloading', progress: 0.5, ...more }) as Row; // prettier-ignore
const held = (...rows: Row[]) => {
  const all = new Rows();
  rows.forEach((each) => all.put(each));
  return all;
};

describe('the rows of the queue', () => {
  it('take a newer row and pass over an older one', () => {
    const rows = held(row('a', 200, { title: 'new' }));
    rows.put(row('a', 100, { title: 'old' }));
    expect(rows.byId.get('a')?.title).toBe('new');
  });

  it('take what a patch brings, in order alone', () => {
    const rows = held(row('a', 101));
    rows.patch({ id: 'a', rev: 103, progress: 0.7 });
    rows.patch({ id: 'a', rev: 102, progress: 0.6 });
    rows.patch({ id: 'nobody', rev: 102, progress: 0.6 });
    expect([...rows.byId.values()]).toEqual([row('a', 103, { progress: 0.7 })]);
  });

  it('are those of a snapshot once it is whole', () => {
    const rows = held(row('gone'), row('a'));
    rows.beginSnapshot();
    rows.snapshotPart([row('a', 300)]);
    rows.put(row('meanwhile', 900));
    expect([...rows.byId.keys()]).toEqual(['gone', 'a', 'meanwhile']);
    rows.snapshotPart([row('b', 300)]);
    rows.endSnapshot();
    expect([...rows.byId.keys()].sort()).toEqual(['a', 'b', 'meanwhile']);
  });

  it('are none after a snapshot of none', () => {
    const rows = held(row('gone'));
    rows.beginSnapshot();
    rows.endSnapshot();
    rows.endSnapshot();
    expect(rows.byId.size).toBe(0);
  });

  it('show how one has ended, for a moment', () => {
    const rows = held(row('a', 100, { downloadSpeed: 5 }));
    rows.end({ id: 'a', rev: 200, status: 'completed' }, 1_000);
    rows.patch({ id: 'a', rev: 201, progress: 0.6 });
    expect(rows.byId.get('a')).toMatchObject({ status: 'completed', progress: 1, downloadSpeed: null });
    expect([rows.sweep(1_000 + STAYS_MS - 1), rows.byId.size]).toEqual([false, 1]);
    expect([rows.sweep(1_000 + STAYS_MS), rows.byId.size]).toEqual([true, 0]);
  });

  it('take a row back that begins again while its end is shown', () => {
    const rows = held(row('a'));
    rows.end({ id: 'a', rev: 200, status: 'failed' }, 0);
    rows.put(row('a', 300));
    expect(rows.byId.get('a')).toEqual(row('a', 300));
  });
});
