import { filesFrom } from './qbittorrent-paths.js';
import { type QbittorrentTorrent } from './qbittorrent-rpc.js';
import { holderOfSameData } from './shared-data.js';

const torrent = (content_path: string, save_path: string, more: Partial<QbittorrentTorrent> = {}) =>
  ({ hash: 'a'.repeat(40), content_path, save_path, ...more }) as QbittorrentTorrent;
const file = (name: string, priority = 1) => ({ name, size: 7, priority });
const paths = (...args: Parameters<typeof filesFrom>) => filesFrom(...args).map(({ path }) => path);

describe('the files of a torrent', () => {
  it.each([
    ['one file', torrent('/dl/a.mkv', '/dl'), ['a.mkv'], ['/dl/a.mkv']],
    ['one file in its folder', torrent('/dl/A/a.mkv', '/dl'), ['A/a.mkv'], ['/dl/A/a.mkv']],
    ['several in a folder', torrent('/dl/S', '/dl'), ['S/1.mkv', 'S/x/2.mkv'], ['/dl/S/1.mkv', '/dl/S/x/2.mkv']],
    ['several, loosely', torrent('/dl', '/dl'), ['1.mkv', '2.mkv'], ['/dl/1.mkv', '/dl/2.mkv']],
    ['still in the folder for incomplete ones', torrent('/tmp/S', '/dl', { download_path: '/tmp' }), ['S/1.mkv', 'S/2.mkv'], ['/tmp/S/1.mkv', '/tmp/S/2.mkv']],
    ['where they were before a move that failed', torrent('/old/S', '/new'), ['S/1.mkv', 'S/2.mkv'], ['/old/S/1.mkv', '/old/S/2.mkv']],
    ['on Windows', torrent('D:\\dl\\S', 'D:/dl'), ['S/1.mkv', 'S/2.mkv'], ['D:\\dl\\S\\1.mkv', 'D:\\dl\\S\\2.mkv']],
    ['at the root', torrent('/a.mkv', '/'), ['a.mkv'], ['/a.mkv']],
    ['of no known place', torrent('', '/dl/'), ['a.mkv'], ['/dl/a.mkv']],
  ])('%s', (_, of, names, expected) => {
    expect(paths(of, names.map((name) => file(name)))).toEqual(expected);
  }); // prettier-ignore

  it('are those that are wanted', () => {
    expect(paths(torrent('/dl/S', '/dl'), [file('S/1.mkv', 7), file('S/2.mkv', 0)])).toEqual(['/dl/S/1.mkv']);
  });
});

describe('data that two torrents share', () => {
  const other = (content_path: string, save_path = '/dl') => torrent(content_path, save_path, { hash: 'b'.repeat(40) });
  it.each([
    ['the same file', torrent('/dl/a.mkv', '/dl'), other('/dl/a.mkv'), true],
    ['a folder around it', torrent('/dl/S/a.mkv', '/dl/S'), other('/dl/S'), true],
    ['a file within it', torrent('/dl/S', '/dl'), other('/dl/S/a.mkv', '/dl/S'), true],
    ['the same folder, both loosely in it', torrent('/dl', '/dl'), other('/dl'), true],
    ['another that lies loosely around it', torrent('/dl/S', '/dl'), other('/dl'), false],
    ['a name that begins alike', torrent('/dl/S', '/dl'), other('/dl/S2'), false],
    ['nothing', torrent('/dl/a.mkv', '/dl'), other('/dl/b.mkv'), false],
    ['an unknown place', torrent('', '/dl'), other('/dl/b.mkv'), false],
  ])('%s', (_, one, two, shared) => {
    expect(holderOfSameData(one, [one, two])).toBe(shared ? two : null);
  });
});
