import { type LiveRow } from '../../downloads/live/live-row.js';
import { QueueState } from './queue-state.js';

const row = (id: string, rev: number, more: Partial<LiveRow> = {}): LiveRow => ({ id, rev, title: id, status: 'downloading', progress: 0, ...more }) as LiveRow; // prettier-ignore
const told = (...messages: [event: string, data: unknown][]) => {
  const queue = new QueueState();
  const changes = messages.map(([event, data]) => queue.apply(event, data));
  return { queue, rows: [...queue.rows.values()], last: changes.at(-1) };
};
const snapshot = (...rows: LiveRow[]): [string, unknown] => ['snapshot', { part: 1, of: 1, rows }];

describe('the queue as it is told', () => {
  it('is ready once the snapshot is whole', () => {
    expect(told(snapshot(row('a', 1))).queue.isReady).toBe(false);
    expect(told(snapshot(row('a', 1)), ['ready', {}]).queue.isReady).toBe(true);
  });

  it('takes what is new, what is patched and what has ended', () => {
    const { rows, last } = told(
      snapshot(row('a', 1), row('b', 1)),
      ['ready', {}],
      ['put', { rows: [row('c', 1)] }],
      ['patch', { rows: [{ id: 'a', rev: 2, progress: 0.5 }] }],
      ['remove', { rows: [{ id: 'b', rev: 2, status: 'completed', reason: null }] }],
    );
    expect(rows).toEqual([row('a', 2, { progress: 0.5 }), row('c', 1)]);
    expect(last).toEqual({ remove: [{ id: 'b', rev: 2, status: 'completed', reason: null }] });
  });

  it('passes over what comes late, and over a patch or an end of what it does not know', () => {
    const { rows } = told(
      snapshot(row('a', 5)),
      ['put', { rows: [row('a', 4, { title: 'old' })] }],
      ['patch', { rows: [{ id: 'a', rev: 5, progress: 0.1 }] }],
      ['patch', { rows: [{ id: 'x', rev: 9, progress: 0.1 }] }],
    );
    expect(rows).toEqual([row('a', 5)]);
    expect(told(['remove', { rows: [{ id: 'x', rev: 1, status: 'failed', reason: null }] }]).last).toEqual({
      remove: [],
    });
  });

  it('begins anew after a reset, and where the connection was lost before the snapshot was whole', () => {
    const again = told(snapshot(row('a', 1)), ['ready', {}], ['reset', { reason: 'slow-reader' }], ['ready', {}]);
    expect(again.rows).toEqual([]);
    expect(told(snapshot(row('a', 1)), ['lost', {}]).rows).toEqual([]);
    expect(told(snapshot(row('a', 1)), ['ready', {}], ['lost', {}]).rows).toEqual([row('a', 1)]);
  });
});
