import { type ClientItem, type ItemState } from '../../download-clients/download-client.js';
import { concludeActive, concludeFinished, type Conclusion, type Policy } from './conclude.js';
import { type ActiveRow, type FinishedRow } from './observe.js';

const off: Policy = { failAfterStalledMinutes: null, removeAfterSeeding: false };
const patient = { ...off, failAfterStalledMinutes: 30 };
const row = { id: 'A', protocol: 'torrent' } as ActiveRow;
const item = (state: ItemState, message: string | null = null) => ({ state, message, ratio: 2 }) as ClientItem;
const active = (state: ItemState | 'missing', { isGone = false, strikes = 0, policy = off, message = null as string | null } = {}): Conclusion =>
  concludeActive(
    state === 'missing' ? { found: false, row, missingPolls: 1 } : { found: true, row, item: item(state, message) },
    isGone,
    strikes,
    policy,
  ); // prettier-ignore
const nothing = { does: 'nothing' };

describe('an active download', () => {
  it.each<ItemState>(['queued', 'downloading', 'paused', 'stalled', 'checking', 'warning'])(
    'goes on while its item is %s, for ever without a policy',
    (state) => expect(active(state, { strikes: 1e6, message: 'unregistered torrent' })).toEqual(nothing),
  );
  it('completes with its item', () =>
    expect(active('complete')).toEqual({ does: 'complete', row, item: item('complete') }));
  it('fails beyond doubt alone: when the client says so', () =>
    expect(active('failed', { message: 'unpacking failed' })).toEqual({ does: 'fail', row, reason: 'client-error', message: 'unpacking failed' })); // prettier-ignore
  it('is not gone because a poll has missed it', () => expect(active('missing')).toEqual(nothing));
  it('is gone when that is believed', () =>
    expect(active('missing', { isGone: true })).toEqual({ does: 'report-gone', id: 'A' }));

  it.each<ItemState>(['downloading', 'stalled', 'warning'])(
    'fails by its policy after the last strike: %s',
    (state) => {
      expect(active(state, { strikes: 29, policy: patient })).toEqual(nothing);
      expect(active(state, { strikes: 30, policy: patient })).toMatchObject({ does: 'fail', reason: 'stalled', message: 'No progress in 30 minutes.' }); // prettier-ignore
      expect(active(state, { strikes: 30, policy: patient, message: 'no peers' })).toMatchObject({ message: 'No progress in 30 minutes. no peers' }); // prettier-ignore
    },
  );
  it.each<ItemState>(['queued', 'paused', 'checking'])('fails by no policy while it is %s', (state) =>
    expect(active(state, { strikes: 99, policy: patient })).toEqual(nothing),
  );
});

describe('a finished download', () => {
  const now = new Date('2026-01-02T00:00:00Z');
  const ended = (changes: Partial<FinishedRow> = {}): FinishedRow => ({ id: 'A', outcome: 'completed', protocol: 'torrent', seedGoal: { ratio: 1 }, endedAt: new Date('2026-01-01T00:00:00Z'), removing: false, itemKey: 'a', downloadClientId: 'a', missingPolls: 0, ...changes }); // prettier-ignore
  const removing = { ...off, removeAfterSeeding: true };
  const of = (finished: FinishedRow, state: ItemState | 'missing', { isGone = false, policy = removing } = {}) =>
    concludeFinished(
      state === 'missing'
        ? { found: false, row: finished, missingPolls: 1 }
        : { found: true, row: finished, item: item(state) },
      isGone,
      policy,
      now,
    );

  it('is removed once its goal is reached, where the client is set so', () => {
    expect(of(ended(), 'complete')).toEqual({ does: 'remove-seeded', id: 'A' });
    expect(of(ended(), 'complete', { policy: off })).toEqual(nothing);
  });
  it.each<[string, FinishedRow, ItemState]>([
    ['before its goal', ended({ seedGoal: { ratio: 3 } }), 'complete'],
    ['without any goal', ended({ seedGoal: null }), 'complete'],
    ['when it has failed', ended({ outcome: 'failed' }), 'complete'],
    ['when it is no torrent', ended({ protocol: 'usenet' }), 'complete'],
    ['when its data have gone', ended(), 'warning'],
    ['when it downloads again', ended(), 'downloading'],
    ['twice', ended({ removing: true }), 'complete'],
  ])('is not removed %s', (_, finished, state) => expect(of(finished, state)).toEqual(nothing));
  it('is gone when that is believed, and not before', () => {
    expect(of(ended(), 'missing')).toEqual(nothing);
    expect(of(ended(), 'missing', { isGone: true, policy: off })).toEqual({ does: 'report-gone', id: 'A' });
  });
  it('is left to the dispatcher where its removal is asked for', () =>
    expect(of(ended({ removing: true }), 'missing', { isGone: true })).toEqual(nothing));
});
