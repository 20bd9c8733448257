import { barsOf, keysOf, withEmpty } from './bars.ts';

const BUCKETS: Parameters<typeof barsOf>[0] = [
  { at: '2026-11-23T00:00:00Z', counts: { a: 1, b: 3 }, total: 4 },
  { at: '2026-11-24T00:00:00Z', counts: {}, total: 0 },
  { at: '2026-11-25T00:00:00Z', counts: { a: 2 }, total: 2 },
];

describe('the bars of the history', () => {
  it('name what is most frequent first, and ties by their names', () => {
    expect(keysOf(BUCKETS)).toEqual(['a', 'b']);
  });

  it('are shares of the highest', () => {
    expect(barsOf(BUCKETS).map(({ parts }) => parts)).toEqual([
      [
        { key: 'a', share: 0.25 },
        { key: 'b', share: 0.75 },
      ],
      [],
      [{ key: 'a', share: 0.5 }],
    ]);
  });

  it.each([
    ['hour', '2026-11-25T09:30:00Z', ['09', '10', '11']],
    ['day', '2026-11-23T09:30:00Z', ['23', '24', '25']],
    ['week', '2026-11-15T09:30:00Z', ['09', '16', '23']],
    ['month', '2026-09-30T09:30:00Z', ['09', '10', '11']],
  ] as const)('of each %s have their place, also where nothing happened', (bucket, from, starts) => {
    const given = { bucket, by: 'type', from, to: '2026-11-25T11:10:00Z', buckets: [] } as const;
    const place = { hour: 11, day: 8, week: 8, month: 5 }[bucket];
    expect(withEmpty({ ...given, buckets: [] }).map(({ at }) => at.slice(place, place + 2))).toEqual(starts);
  });

  it('keep what the answer says of them', () => {
    const from = '2026-11-23T00:00:00Z';
    const filled = withEmpty({ bucket: 'day', by: 'type', from, to: '2026-11-25T10:00:00Z', buckets: [BUCKETS[2]!] });
    expect(filled.map(({ total }) => total)).toEqual([0, 0, 2]);
  });

  it('are none where nothing is', () => {
    expect(barsOf([])).toEqual([]);
  });
});
