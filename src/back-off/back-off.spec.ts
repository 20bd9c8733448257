import { BackOff, delayAfter, pause } from './back-off.js';

const range = { firstMs: 100, maxMs: 1_000 };
const least = () => 0;
const most = () => 1;

describe('the delay after failures in a row', () => {
  it('doubles from the first on, up to the longest', () =>
    expect([0, 1, 2, 3, 4, 5].map((failures) => delayAfter(failures, range, most))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]));

  it('is half of it chance', () =>
    expect([0, 1, 2, 3, 4, 5].map((failures) => delayAfter(failures, range, least))).toEqual([
      50, 100, 200, 400, 500, 500,
    ]));

  it('stays the longest however many there are', () => expect(delayAfter(100_000, range, most)).toBe(1_000));
});

describe('a back-off', () => {
  it('counts failures, and begins anew after what went well', () => {
    const backOff = new BackOff(range, most);
    expect([backOff.next(), backOff.next(), backOff.next()]).toEqual([100, 200, 400]);
    backOff.reset();
    expect(backOff.next()).toBe(100);
  });

  it('ends its wait with the signal, without an error', async () => {
    const stopping = new AbortController();
    const waited = new BackOff({ firstMs: 3_600_000, maxMs: 3_600_000 }).wait(stopping.signal);
    stopping.abort();
    await expect(waited).resolves.toBeUndefined();
    await expect(pause(3_600_000, stopping.signal)).resolves.toBeUndefined();
  });
});
