import { type Row } from '../live/row.js';
import { ordered } from './order.js';

const row = (id: string, more: Partial<Row>): Row =>
  ({ id, status: 'downloading', title: id, downloadClient: 'nas', initiatedAt: '2026-01-01T00:00:00Z', downloadSpeed: null, etaSeconds: null, ...more }) as Row; // prettier-ignore

describe('the order of the queue', () => {
  it('is by what needs a hand, then newest first, then by id', () =>
    expect(
      ordered(
        [
          row('paused', { status: 'paused' }),
          row('b', {}),
          row('a', {}),
          row('newer', { initiatedAt: '2026-02-01T00:00:00Z' }),
          row('waits', { status: 'queued' }),
          row('stalled', { status: 'stalled' }),
        ],
        'status',
      ),
    ).toEqual(['stalled', 'newer', 'a', 'b', 'waits', 'paused']));

  it.each([
    ['downloadSpeed', ['slow', 'fast', 'none', 'zero']],
    ['-downloadSpeed', ['fast', 'slow', 'none', 'zero']],
  ] as const)('by %s has the unknown last', (sort, order) =>
    expect(
      ordered(
        [
          row('none', {}),
          row('slow', { downloadSpeed: 1 }),
          row('zero', { downloadSpeed: 0 }),
          row('fast', { downloadSpeed: 9 }),
        ],
        sort,
      ),
    ).toEqual(order),
  );

  it('of titles does not look at case', () =>
    expect(ordered([row('B', {}), row('a', {}), row('C', {})], 'title')).toEqual(['a', 'B', 'C']));
});
