import { type ClientItem, type ItemState } from '../../download-clients/download-client.js';
import { type Observation } from './observe.js';
import { countStalls, strikeMessage, type Stalls, strikesOf } from './stalls.js';

const MINUTE = 60_000;
type Seen = { state?: ItemState; bytes?: number; speed?: number };

/** Polls, a minute apart; `null` is one that failed. Each says what is seen of the items a, b, …. */
const after = (...polls: (Record<string, Seen> | null)[]): Record<string, number> => {
  let stalls: Stalls = new Map();
  polls.forEach((poll, i) => {
    if (poll === null) return (stalls = forgetTimes(stalls));
    const observations = Object.entries(poll).map(([id, { state = 'stalled', bytes = 10, speed = 0 }]) => {
      const item = { state, downloadedBytes: bytes, downloadSpeed: speed } as ClientItem;
      return { found: true, row: { id }, item } as unknown as Observation;
    });
    return (stalls = countStalls(stalls, observations, i * MINUTE));
  });
  return Object.fromEntries([...stalls.keys()].map((id) => [id, strikesOf(stalls, id)]));
};
const forgetTimes = (stalls: Stalls): Stalls =>
  new Map([...stalls].map(([id, stall]) => [id, { ...stall, countedAt: null }]));

const moving = { b: { state: 'downloading', speed: 9 } } as const;

describe('minutes without progress', () => {
  it('count from the first poll that saw none', () => expect(after({ a: {} }, { a: {} }, { a: {} })).toEqual({ a: 2 }));
  it('are set back by progress', () => expect(after({ a: {} }, { a: {} }, { a: { bytes: 11 } }, { a: { bytes: 11 } })).toEqual({ a: 1 })); // prettier-ignore
  it.each<ItemState>(['paused', 'queued', 'checking'])('do not pass while it is %s', (state) => expect(after({ a: {} }, { a: {} }, { a: { state } }, { a: { state } }, { a: {} }, { a: {} })).toEqual({ a: 2 })); // prettier-ignore
  it('pass while a client says that it downloads, and nothing comes', () =>
    expect(after({ a: { state: 'downloading' } }, { a: { state: 'downloading' } })).toEqual({ a: 1 }));
  it('do not pass while the client is away', () => expect(after({ a: {} }, { a: {} }, null, null, { a: {} }, { a: {} })).toEqual({ a: 2 })); // prettier-ignore
  it('do not pass while the whole client stands still', () => expect(after({ a: {}, b: {} }, { a: {}, b: {} }, { a: {}, b: {} })).toEqual({ a: 0, b: 0 })); // prettier-ignore
  it('pass for the one that stands still beside others that go on', () => expect(after({ a: {}, ...moving }, { a: {}, ...moving })).toMatchObject({ a: 1 })); // prettier-ignore
});

it('strikes are told where they count', () => {
  expect(strikeMessage(3, 30)).toBe('No progress for 3 of 30 minutes, after which it is given up.');
  expect([strikeMessage(3, null), strikeMessage(0, 30)]).toEqual([null, null]);
});
