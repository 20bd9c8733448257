import { inOrder, instantAt, localSeconds, queryOfTime, stepOf, timeViewOf } from './instants.ts';

const AT = '2026-11-24T21:14:07.000Z';

describe('the instants of the time machine', () => {
  it.each([
    ['', { at: null, to: 'none', toInstant: null }],
    [`at=${AT}`, { at: AT, to: 'none', toInstant: null }],
    [`at=${AT}&to=now`, { at: AT, to: 'now', toInstant: null }],
    [`at=${AT}&to=${AT}`, { at: AT, to: 'instant', toInstant: AT }],
    ['at=yesterday&to=soon', { at: null, to: 'none', toInstant: null }],
  ])('are in the address %j', (query, view) => {
    expect(timeViewOf(new URLSearchParams(query))).toEqual(view);
  });

  it('lead back to the address', () => {
    expect(queryOfTime({ at: AT, to: 'now', toInstant: null })).toEqual({ at: AT, to: 'now' });
    expect(queryOfTime({ at: AT, to: 'instant', toInstant: AT })).toEqual({ at: AT, to: AT });
    expect(queryOfTime({ at: null, to: 'none', toInstant: null })).toEqual({});
  });

  it('are put in order', () => {
    expect(inOrder('2026-11-25T00:00:00Z', AT)).toEqual({ from: AT, to: '2026-11-25T00:00:00Z' });
  });

  it('are steps of a slider', () => {
    expect([stepOf(5, 0, 10), stepOf(-5, 0, 10), stepOf(50, 0, 10), stepOf(5, 5, 5)]).toEqual([500, 0, 1_000, 1_000]);
    expect(instantAt(500, 0, 10_000)).toBe('1970-01-01T00:00:05.000Z');
  });

  it('stand in the control with their seconds', () => {
    expect(new Date(localSeconds(AT)).toISOString()).toBe(AT);
  });
});
