import { fullUpdate, type MainData, partialUpdate } from './maindata.js';

const before: MainData = {
  torrents: { a: { name: 'A', progress: 0.5 }, b: { name: 'B', progress: 1 } },
  categories: { tv: { name: 'tv', savePath: '' } },
  tags: ['x'],
  server_state: { dl_info_speed: 1, queueing: true },
};

describe('sync/maindata', () => {
  it('tells everything at first', () =>
    expect(fullUpdate(1, before)).toEqual({ rid: 1, full_update: true, ...before }));

  it('tells nothing of what is the same', () => expect(partialUpdate(2, before, { ...before })).toEqual({ rid: 2 }));

  it('tells what is new, otherwise and gone', () => {
    const now: MainData = {
      torrents: { a: { name: 'A', progress: 0.6 }, c: { name: 'C', progress: 0 } },
      categories: { movies: { name: 'movies', savePath: '' } },
      tags: ['y'],
      server_state: { dl_info_speed: 2, queueing: true },
    };
    expect(partialUpdate(3, before, now)).toEqual({
      rid: 3,
      torrents: { a: { progress: 0.6 }, c: { name: 'C', progress: 0 } },
      torrents_removed: ['b'],
      categories: { movies: { name: 'movies', savePath: '' } },
      categories_removed: ['tv'],
      tags: ['y'],
      tags_removed: ['x'],
      server_state: { dl_info_speed: 2 },
    });
  });
});
