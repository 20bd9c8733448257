import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContentOptions, contentOf } from './content-options.js';
import { releaseOf } from './release-argument.js';

describe('what a release is for', () => {
  it.each<[ContentOptions, unknown]>([
    [{}, undefined],
    [{ parse: true }, 'parse'],
    [
      { movie: 'tmdb:603', year: '1999' },
      { kind: 'movie', mediaId: 'tmdb:603', year: 1999 },
    ],
    [{ show: 'tvdb:1' }, { kind: 'series', mediaId: 'tvdb:1' }],
    [
      { show: 'tvdb:1', season: '2' },
      { kind: 'season', mediaId: 'tvdb:1', season: 2 },
    ],
    [{ show: 'tvdb:1', season: '0', episodes: '1-3,7' }, { kind: 'episodes', mediaId: 'tvdb:1', season: 0, episodes: [1, 2, 3, 7] }], // prettier-ignore
  ])('%j reads %j', (options, content) => expect(contentOf(options)).toEqual(content));

  it.each<[ContentOptions, string]>([
    [{ movie: 'a', show: 'b' }, 'Give one of --movie, --show and --parse.'],
    [{ season: '1' }, '--season and --episodes go with --show.'],
    [{ show: 'a', episodes: '1' }, '--episodes goes with --season.'],
    [{ show: 'a', year: '1999' }, '--year goes with --movie.'],
    [{ show: 'a', season: 'one' }, '--season one: give a number.'],
    [{ show: 'a', season: '1', episodes: '3-1' }, '--episodes 3-1: give numbers, as 3, 1-4 or 1,3.'],
  ])('%j is refused: %s', (options, problem) => expect(() => contentOf(options)).toThrow(problem));
});

describe('a release that is typed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-'));
    await writeFile(join(folder, 'a.torrent'), 'd4:infoe');
    await writeFile(join(folder, 'b.xml'), '<?xml version="1.0"?><nzb/>');
    await writeFile(join(folder, 'c.txt'), 'words');
  });
  afterAll(() => rm(folder, { recursive: true }));
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it.each([
    ['magnet:?xt=urn:btih:a', { magnet: 'magnet:?xt=urn:btih:a' }],
    ['HTTPS://x.org/a.nzb', { url: 'HTTPS://x.org/a.nzb' }],
    ['a'.repeat(40), { magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}` }],
  ])('%s is %j', async (typed, release) => expect(await releaseOf(typed)).toEqual(release));

  it('is a file, known by what it holds', async () => {
    expect(await releaseOf(join(folder, 'a.torrent'))).toEqual({ torrent: base64('d4:infoe') });
    expect(await releaseOf(join(folder, 'b.xml'))).toEqual({ nzb: base64('<?xml version="1.0"?><nzb/>') });
  });

  it('is refused where it is none', async () => {
    await expect(releaseOf(join(folder, 'c.txt'))).rejects.toThrow('c.txt is neither a torrent nor an NZB.');
    await expect(releaseOf(folder)).rejects.toThrow('cannot be read: it is a folder.');
    await expect(releaseOf('nothing')).rejects.toThrow(
      'nothing is no magnet, info hash, link, nor a file that is there.',
    );
  });
});
