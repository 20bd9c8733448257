import { duration } from './duration.js';

describe('how long', () => {
  it.each([
    [0, '0 s'],
    [48.9, '48 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [8_760, '2 h 26 min'],
    [86_400, '1 d'],
    [97_200, '1 d 3 h'],
    [259_200, '3 d'],
    [2_592_001, '> 30 d'],
    [null, '–'],
    [Number.POSITIVE_INFINITY, '–'],
    [-3, '–'],
  ])('%s s reads %s', (seconds, read) => expect(duration(seconds)).toBe(read));
});
