import { filterOf, isoOf, localOf } from './history-filter.ts';

describe('the filter of the history', () => {
  it('is what the address says of its own fields', () => {
    const fields = [
      { name: 'text', label: 'Find', kind: 'text' },
      { name: 'client', label: 'Client', kind: 'text' },
    ] as const;
    expect(filterOf(new URLSearchParams('text=dune&client=&sort=title'), fields)).toEqual({ text: 'dune' });
  });

  it('brings an instant to the control and back', () => {
    expect(isoOf(localOf('2026-11-24T20:14:00.000Z'))).toBe('2026-11-24T20:14:00.000Z');
    expect(localOf('yesterday')).toBe('');
    expect(isoOf('')).toBe('');
  });
});
