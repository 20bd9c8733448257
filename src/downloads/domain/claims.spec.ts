import fc from 'fast-check';
import { claimsInTheWay, evolveContent, foldContent, NO_CLAIMS } from './claims.js';
import { contentStream, overlaps, type Target, targetsOf } from './content.js';

const season = (number: number): Target => ({ season: number });
const episode = (of: number, number: number): Target => ({ season: of, episode: number });

describe('content overlaps as people mean it', () => {
  it.each<[string, Target[], Target[], boolean]>([
    ['a movie, itself', [{}], [{}], true],
    ['a season, its episode', [season(1)], [episode(1, 2)], true],
    ['a season, an episode of another', [season(1)], [episode(2, 1)], false],
    ['a season, another season', [season(1)], [season(2)], false],
    ['an episode, itself', [episode(1, 1)], [episode(1, 1)], true],
    ['an episode, another', [episode(1, 1)], [episode(1, 2)], false],
    ['a series, any season', [{}], [season(3)], true],
    ['a series, any episode', [{}], [episode(3, 4)], true],
    ['two episodes, one of them and another', [episode(1, 1), episode(1, 2)], [episode(1, 2), episode(1, 3)], true],
    ['specials, season one', [season(0)], [episode(1, 0)], false],
  ])('%s', (_, a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('a pack that names its episodes holds its whole season all the same', () =>
    expect(targetsOf({ kind: 'season', mediaId: 'tvdb:1', season: 1, episodes: [1, 2] })).toEqual([season(1)]));

  it('a movie and a series of the same id are two streams', () => {
    expect(contentStream({ kind: 'movie', mediaId: 'tmdb:1' })).toBe('content-movie.tmdb:1');
    expect(contentStream({ kind: 'series', mediaId: 'tmdb:1' })).toBe('content-series.tmdb:1');
  });
});

describe('claims', () => {
  const claimed = (downloadId: string, targets: Target[], forced = false) =>
    ({
      type: 'content.claimed',
      data: { downloadId, targets, downloadStream: `download-c.${downloadId}`, forced },
    }) as const;
  const after = (...events: ReturnType<typeof claimed>[]) => events.reduce(evolveContent, NO_CLAIMS);
  const asked = (state: ReturnType<typeof after>, target: Target) =>
    claimsInTheWay(state, [target]).map(({ downloadId }) => downloadId);

  it('are asked about where they overlap', () => {
    const state = after(claimed('pack', [season(1)]), claimed('other', [season(2)]));
    expect(asked(state, episode(1, 4))).toEqual(['pack']);
  });

  it('are dead once an unforced one overlaps them', () =>
    expect(asked(after(claimed('a', [episode(1, 1)]), claimed('b', [season(1)])), episode(1, 1))).toEqual(['b']));

  it('may live on beside a forced one', () =>
    expect(asked(after(claimed('a', [season(1)]), claimed('b', [season(1)], true)), season(1))).toEqual(['a', 'b']));

  it('do not pile up over attempts', () => {
    const past = Array.from({ length: 1_000 }, (_, i) => claimed(String(i), [season(i % 3)]));
    expect(after(...past).claims.map(({ downloadId }) => downloadId)).toEqual(['997', '998', '999']);
  });

  it('come to the same, folded one by one or all at once, in one go or in two', () => {
    const number = fc.integer({ min: 1, max: 3 });
    const target = fc.oneof(
      fc.constant<Target>({}),
      fc.record({ season: number }),
      fc.record({ season: number, episode: number }),
    );
    const claim = fc.record({ targets: fc.array(target, { minLength: 1, maxLength: 3 }), forced: fc.boolean() });
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 40 }), fc.nat(40), (claims, cut) => {
        const events = claims.map(({ targets, forced }, i) => claimed(String(i), targets, forced));
        const expected = after(...events);
        expect(foldContent(NO_CLAIMS, events)).toEqual(expected);
        const half = foldContent(NO_CLAIMS, events.slice(0, cut));
        expect(foldContent(half, events.slice(cut))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
