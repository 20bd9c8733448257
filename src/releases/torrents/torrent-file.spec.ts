import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { bencode, makeTorrent, type Bencodable } from '../../../test/support/torrents.js';
import { InvalidRelease } from '../release.js';
import { inSlices } from '../sliced.js';
import { readingTorrentFile, readTorrentFile } from './torrent-file.js';

type Info = { [key: string]: Bencodable | undefined };
const v1: Info = { name: 'a.mkv', length: 100, 'piece length': 65_536, pieces: randomBytes(20) };
const v2: Info = {
  name: 'a.mkv',
  'meta version': 2,
  'piece length': 65_536,
  'file tree': { 'a.mkv': { '': { length: 100, 'pieces root': randomBytes(32) } } },
};
const torrent = (info: Info) => bencode({ announce: 'http://tracker/', info });
const hash = (algorithm: string, info: Info) => createHash(algorithm).update(bencode(info)).digest('hex').slice(0, 40);

describe('reading a torrent file', () => {
  it('hashes the info of a v1 torrent, and tells name and size', () => {
    const { file, infoHash } = makeTorrent({ name: 'Some.Show.S01', sizes: [100, 70_000], tracker: 'http://tracker/' });
    expect(readTorrentFile(file)).toEqual({
      protocol: 'torrent',
      itemKey: infoHash,
      title: 'Some.Show.S01',
      sizeBytes: 70_100,
      payload: { kind: 'torrent', file },
    });
  });

  it('knows a hybrid by its v1 hash, and a v2-only one by its v2 hash cut to 40 digits', () => {
    const hybrid = { ...v2, ...v1 };
    expect(readTorrentFile(torrent(hybrid))).toMatchObject({ itemKey: hash('sha1', hybrid), sizeBytes: 100 });
    expect(readTorrentFile(torrent(v2))).toMatchObject({ itemKey: hash('sha256', v2), title: 'a.mkv', sizeBytes: 100 });
  });

  it('hashes the bytes as they stand, in whatever order the keys are', () => {
    const info = Buffer.concat([Buffer.from('d'), ...Object.entries(v1).reverse().flatMap(([key, value]) => [bencode(key), bencode(value!)]), Buffer.from('e')]); // prettier-ignore
    const file = Buffer.concat([Buffer.from('d4:info'), info, Buffer.from('e')]);
    expect(readTorrentFile(file).itemKey).toBe(createHash('sha1').update(info).digest('hex'));
    expect(readTorrentFile(file).itemKey).not.toBe(hash('sha1', v1));
  });

  it('does not count padding', () => {
    const files = [{ path: ['a'], length: 100 }, { path: ['.pad', '65436'], length: 65_436, attr: 'p' }, { path: ['b'], length: 50 }]; // prettier-ignore
    expect(readTorrentFile(torrent({ ...v1, length: undefined, files, pieces: randomBytes(40) })).sizeBytes).toBe(150);
  });

  it('reads a name that is not UTF-8', () => {
    expect(readTorrentFile(torrent({ ...v1, name: Buffer.from([0x41, 0xe9]) })).title).toBe('Aé');
  });

  const files = (...path: string[]): Info => ({ ...v1, length: undefined, files: [{ path, length: 100 }] });
  const inTree = (...path: string[]): Info => ({
    ...v2,
    'file tree': path.reduceRight<Bencodable>((inner, part) => ({ [part]: inner }), { '': { length: 100 } }) as Info,
  });
  it.each<[string, string, Info]>([
    ['a slash in its name', 'Some OS R1/beta6 (x86_64)', { ...v1, name: 'Some OS R1/beta6 (x86_64)' }],
    ['a slash in a path', 'a.mkv', files('01 - AC/DC.mp3')],
    ['a slash in a file tree', 'a.mkv', inTree('CD 1/2', '01 - AC/DC.mp3')],
    ['a slash at the end of a part', 'a.mkv', files('CD/', 'a.mp3')],
    ['two slashes', 'a.mkv', files('a//b')],
    ['an empty part', 'a.mkv', files('', 'a.mp3')],
    ['a part that is a dot', 'a.mkv', files('.', 'a.mp3')],
    ['a dot between slashes', 'a.mkv', files('x/./a.mp3')],
    ['a file tree with a dot', 'a.mkv', inTree('.', 'a.mp3')],
    ['dots that climb nowhere', 'a.mkv', files('...And.Justice..', 'a..b')],
    ['a colon', 'M: The Film', { ...v1, name: 'M: The Film' }],
    ['a backslash', 'a\\b', { ...v1, name: 'a\\b' }],
  ])('takes %s, as clients do', (_, title, info) => {
    expect(readTorrentFile(torrent(info))).toMatchObject({ title, sizeBytes: 100 });
  });

  it.each<[string, Info]>([
    ['the name ..', { ...v1, name: '..' }],
    ['a name that climbs', { ...v1, name: '../../etc/passwd' }],
    ['an absolute name', { ...v1, name: '/etc/passwd' }],
    ['a name that climbs on Windows', { ...v1, name: '..\\..\\boot.ini' }],
    ['a drive', { ...v1, name: 'C:\\boot.ini' }],
    ['a drive, with slashes', { ...v1, name: 'C:/boot.ini' }],
    ['a drive as a folder', files('C:', 'boot.ini')],
    ['an absolute path', files('/etc', 'passwd')],
    ['an absolute path in the middle', files('a', '/etc/passwd')],
    ['a host of Windows', files('\\\\nas\\share', 'a')],
    ['a path that climbs and comes back', files('a/../b')],
    ['a path that climbs at its end', files('a', 'b/..')],
    ['a path that climbs after an empty part', files('', '..', 'a')],
    ['a path that climbs by slashes of both kinds', files('a\\../..\\b')],
    ['a NUL in a path', files('a\0', 'b')],
    ['a file tree with a slash that climbs', inTree('a/../..', 'b')],
    ['the file tree of a hybrid', { ...v1, ...inTree('..', 'a') }],
    ['a NUL', { ...v1, name: 'a\0.mkv' }],
    ['a path that climbs', files('..', '..', 'passwd')],
    ['a slash in a path', files('a/../../b')],
    [
      'a path that climbs, only in the old spelling',
      { ...v1, length: undefined, files: [{ 'path.utf-8': ['a'], path: ['..', 'a'], length: 100 }] },
    ],
    ['a file tree that climbs', { ...v2, 'file tree': { '..': { x: { '': { length: 1 } } } } }],
  ])('refuses %s', (_, info) => {
    expect(() => readTorrentFile(torrent(info))).toThrow(/leads out of its folder/);
  });

  it.each<[string, Info]>([
    ['no name', { ...v1, name: undefined }],
    ['an empty name', { ...v1, name: '' }],
    ['a name of a dot', { ...v1, name: '.' }],
    ['a name of dots and slashes', { ...v1, name: './' }],
    ['a file without a name', files('')],
    ['a file of dots', files('.', '.')],
    ['a file without a path', files()],
    ['a file without a name in a tree', { ...v2, 'file tree': { '': { length: 1 } } }],
    ['a negative length', { ...v1, length: -1 }],
    ['no length', { ...v1, length: undefined }],
    ['half a piece hash', { ...v1, pieces: randomBytes(19) }],
    ['fewer pieces than its files need', { ...v1, length: 65_537 }],
    ['pieces without a length', { ...v1, 'piece length': 0 }],
    [
      'sizes beyond all numbers',
      {
        ...v1,
        length: undefined,
        files: Array.from({ length: 3 }, () => ({ path: ['a'], length: Number.MAX_SAFE_INTEGER })),
      },
    ],
    ['no files', { ...v1, length: undefined, files: [] }],
    ['neither pieces nor a tree', { name: 'a' }],
    ['an empty tree', { ...v2, 'file tree': {} }],
  ])('refuses %s', (_, info) => {
    expect(() => readTorrentFile(torrent(info))).toThrow(InvalidRelease);
  });

  it.each([
    ['ten megabytes of zeros', Buffer.alloc(10_000_000)],
    ['more than 48 megabytes', Buffer.alloc(48 * 1024 * 1024 + 1, 'd')],
    ['a web page', Buffer.from('<html>not found</html>')],
    ['nothing', Buffer.alloc(0)],
    ['a list', Buffer.from('le')],
    ['no info', Buffer.from('de')],
  ])('refuses %s', (_, file) => {
    expect(() => readTorrentFile(file)).toThrow(InvalidRelease);
  });

  const ofMany = (count: number) => {
    const list = Array.from({ length: count }, (_, i) => `d6:lengthi65536e4:pathl8:Season 438:this is file number ${`${i}`.padStart(6, '0')} of many.mkvee`); // prettier-ignore
    const end = Buffer.concat([Buffer.from(`${count * 20}:`), Buffer.alloc(count * 20, 7), Buffer.from('ee')]);
    return Buffer.concat([Buffer.from(`d4:infod5:filesl${list.join('')}e4:name4:Many12:piece lengthi65536e6:pieces`), end]); // prettier-ignore
  };

  it('takes one of 130,000 files and 12 MB', () => {
    const file = ofMany(130_000);
    expect(file.length).toBeGreaterThan(12_000_000);
    expect(readTorrentFile(file)).toMatchObject({ title: 'Many', sizeBytes: 130_000 * 65_536 });
  });

  it('leaves room for others while it reads a large one', async () => {
    const file = ofMany(50_000);
    let turns = 0;
    const others = setInterval(() => turns++);
    const read = await inSlices(readingTorrentFile(file));
    clearInterval(others);
    expect(read).toEqual(readTorrentFile(file));
    expect(turns).toBeGreaterThan(5);
  });

  it('throws nothing but InvalidRelease, whatever byte of a good one is changed', () => {
    const good = makeTorrent({ name: 'Some.Show', sizes: [10, 20], tracker: 'http://tracker/' }).file;
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, end) => {
        const broken = Buffer.from(good.subarray(0, Math.max(end, at + 1)));
        broken[at] = byte;
        try {
          readTorrentFile(broken);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRelease);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
