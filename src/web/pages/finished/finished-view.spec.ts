import { finishedViewOf, goalOf, queryOfFinished, ratioOf } from './finished-view.ts';

describe('the list of what has ended', () => {
  it('is as its address says, and the other way round', () => {
    const view = finishedViewOf(new URLSearchParams('status=failed&text=dune'));
    expect(view).toEqual({ status: 'failed', text: 'dune', sort: '-endedAt' });
    expect(queryOfFinished(view)).toEqual({ status: 'failed', text: 'dune' });
  });

  it('reads a goal of ratio, time or both, and none', () => {
    expect(goalOf({ ratio: 2 })).toBe('2.00');
    expect(goalOf({ ratio: 1.5, seconds: 86_400 })).toBe('1.50 / 1 d');
    expect(goalOf({})).toBeNull();
    expect(goalOf(null)).toBeNull();
  });

  it('has no ratio where nobody knows it', () => {
    expect(ratioOf(null)).toBe('–');
  });
});
