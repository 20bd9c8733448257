import { type ClientItem } from '../../download-clients/download-client.js';
import { type ActiveRow, type FinishedRow, type FollowedRows, observe } from './observe.js';

const item = (id: string, itemKeys = [id]) => ({ id, itemKeys }) as unknown as ClientItem;
const row = (itemKey: string, downloadClientId: string | null = itemKey, missingPolls = 0): ActiveRow => ({
  id: `download of ${itemKey}`,
  itemKey,
  downloadClientId,
  protocol: 'torrent',
  sizeBytes: null,
  missingPolls,
  revision: 1,
});
const ended = (itemKey: string): FinishedRow => ({
  ...row(itemKey),
  outcome: 'completed',
  seedGoal: null,
  endedAt: new Date(0),
  removing: false,
});
const of = (rows: Partial<FollowedRows>, ...items: ClientItem[]) =>
  observe({ active: [], finished: [], waiting: [], ...rows }, items);

describe('a poll of a client', () => {
  it('finds an item by its id', () => {
    const [a, b] = [item('a'), item('b')];
    expect(of({ active: [row('b')] }, a, b)).toEqual({
      active: [{ found: true, row: row('b'), item: b }],
      finished: [],
      untracked: [a],
      listed: 2,
    });
  });

  it('finds a hybrid torrent that has changed its id by the key it was added with', () => {
    const hybrid = item('v2', ['v2', 'v1']);
    expect(of({ active: [row('v1')] }, hybrid).active).toEqual([{ found: true, row: row('v1'), item: hybrid }]);
  });

  it('finds a v2 torrent by the first half of its hash, whoever spells it out', () => {
    const [whole, half] = ['ab'.repeat(32), 'ab'.repeat(20)];
    expect(of({ active: [row(half)] }, item(whole)).untracked).toEqual([]);
    expect(of({ active: [row('other', whole)] }, item(half)).untracked).toEqual([]);
  });

  it('counts the polls that missed it', () =>
    expect(of({ active: [row('a', 'a', 1)] }, item('b')).active).toEqual([
      { found: false, row: row('a', 'a', 1), missingPolls: 2 },
    ]));

  it('finds what is finished', () => {
    const [a, b] = [item('a'), item('b')];
    expect(of({ active: [row('b')], finished: [ended('a')] }, a, b)).toMatchObject({
      finished: [{ found: true, item: a }],
      untracked: [],
    });
  });

  it('says what is untracked: what no row knows, not even one that waits to be submitted', () => {
    const [a, b] = [item('a'), item('b')];
    expect(of({ waiting: [row('a', null)] }, a, b).untracked).toEqual([b]);
  });
});
