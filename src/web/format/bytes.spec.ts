import { bytes, percent, speed } from './bytes.js';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [99_940, '99.9 kB'],
    [99_960, '100 kB'],
    [435_000_000, '435 MB'],
    [999_700_000, '1.0 GB'],
    [14_600_000_000, '14.6 GB'],
    [null, '–'],
    [undefined, '–'],
    [-1, '–'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, read) => expect(bytes(value)).toBe(read));
  it('are binary where that is chosen', () => expect(bytes(15_676_630_630, 'binary')).toBe('14.6 GiB'));
  it('of speeds are by the second, and nothing where nothing moves', () =>
    expect([speed(28_400_000), speed(0), speed(null)]).toEqual(['28.4 MB/s', '–', '–']));
  it('of progress are floored', () =>
    expect([percent(0.999), percent(1), percent(0), percent(null), percent(0.29)]).toEqual(['99 %', '100 %', '0 %', '–', '29 %'])); // prettier-ignore
});
