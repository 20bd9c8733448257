import { completedDownload, faceTorrent, presentDownload, SURROUNDINGS } from '../../../../test/support/face-torrents.js'; // prettier-ignore
import { select, type Selection } from './select.js';
import { torrentInfo } from './torrent-info.js';

const infos = [
  faceTorrent(presentDownload({ title: 'down' }), { category: 'tv' }),
  faceTorrent(presentDownload({ title: 'paused', itemStatus: 'paused', sizeBytes: 10 }), { category: '' }),
  faceTorrent(presentDownload({ title: 'stalled', itemStatus: 'stalled' }), { category: 'TV', tags: ['x', 'y'] }),
  faceTorrent(completedDownload({ title: 'up' })),
  faceTorrent(completedDownload({ title: 'idle', uploadSpeed: 0, sizeBytes: 5 })),
  faceTorrent(completedDownload({ title: 'done', itemStatus: 'paused' })),
  faceTorrent(presentDownload({ title: 'failed', status: 'failed' })),
].map((torrent) => torrentInfo(torrent, SURROUNDINGS));
const names = (selection: Partial<Selection>) => select(infos, { reverse: false, ...selection }).map(({ name }) => name); // prettier-ignore
const ALL = infos.map(({ name }) => name);

describe('the filters of torrents/info', () => {
  it.each([
    ['all', ALL],
    ['anything else', ALL],
    ['toString', ALL],
    ['downloading', ['down', 'paused', 'stalled']],
    ['completed', ['up', 'idle', 'done']],
    ['seeding', ['up', 'idle']],
    ['paused', ['paused', 'done']],
    ['stopped', ['paused', 'done']],
    ['resumed', ['down', 'stalled', 'up', 'idle', 'failed']],
    ['running', ['down', 'stalled', 'up', 'idle', 'failed']],
    ['active', ['down', 'stalled', 'up']],
    ['inactive', ['paused', 'idle', 'done', 'failed']],
    ['stalled', ['stalled', 'idle']],
    ['stalled_uploading', ['idle']],
    ['stalled_downloading', ['stalled']],
    ['errored', ['failed']],
    ['moving', []],
  ])('%s', (filter, expected) => expect(names({ filter })).toEqual(expected));

  it('take a category exactly, and an empty one for none', () => {
    expect(names({ category: 'tv', filter: 'downloading' })).toEqual(['down']);
    expect(names({ category: 'TV' })).toEqual(['stalled']);
    expect(names({ category: '' })).toEqual(['paused']);
    expect(names({ tag: 'y' })).toEqual(['stalled']);
    expect(names({ tag: '', category: 'TV' })).toEqual([]);
  });
});

describe('the order of torrents/info', () => {
  it('is by any key, either way, and cut after that', () => {
    expect(names({ sort: 'name', limit: 2 })).toEqual(['done', 'down']);
    expect(names({ sort: 'size', limit: 2 })).toEqual(['idle', 'paused']);
    expect(names({ sort: 'name', reverse: true, limit: 1, offset: 1 })).toEqual(['stalled']);
    expect(names({ sort: 'no such key' })).toEqual(ALL);
    expect(names({ offset: -1 })).toEqual(['failed']);
    expect(names({ limit: 0 })).toEqual(ALL);
    expect(names({ limit: -1, offset: 99 })).toEqual([]);
  });
});
