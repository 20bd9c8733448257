import { type ClientItem } from '../../download-clients/download-client.js';
import { type FollowedRow, observe } from './observation.js';

const item = (id: string, itemKeys = [id]) => ({ id, itemKeys }) as unknown as ClientItem;
const row = (itemKey: string, downloadClientId: string | null = itemKey, missingPolls = 0): FollowedRow => ({
  id: `download of ${itemKey}`,
  itemKey,
  downloadClientId,
  protocol: 'torrent',
  sizeBytes: null,
  missingPolls,
  revision: 1,
});

describe('a look at a client', () => {
  it('finds an item by its id', () => {
    const [a, b] = [item('a'), item('b')];
    expect(observe([row('b')], [a, b])).toEqual([{ found: true, row: row('b'), item: b }]);
  });

  it('finds a hybrid torrent that has changed its id by the key it was added with', () => {
    const hybrid = item('v2', ['v2', 'v1']);
    expect(observe([row('v1')], [hybrid])).toEqual([{ found: true, row: row('v1'), item: hybrid }]);
  });

  it('counts the looks that missed it', () =>
    expect(observe([row('a', 'a', 1)], [item('b')])).toEqual([
      { found: false, row: row('a', 'a', 1), missingPolls: 2 },
    ]));

  it('says nothing about items without a row', () => expect(observe([], [item('a')])).toEqual([]));
});
