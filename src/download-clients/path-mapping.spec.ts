import { caseHint, localPath } from './path-mapping.js';

const mapped = (path: string, ...mappings: [remote: string, local: string][]) =>
  localPath({ pathMappings: mappings.map(([remote, local]) => ({ remote, local })) }, path);

describe('a path of a client', () => {
  it.each([
    ['/downloads', '/downloads/Film/a.mkv', '/mnt/dl/Film/a.mkv'],
    ['/downloads/', '/downloads/Film/a.mkv', '/mnt/dl/Film/a.mkv'],
    ['/downloads', '/downloads', '/mnt/dl'],
    ['/downloads', '/downloads/', '/mnt/dl'],
    ['/downloads', '//downloads//Film', '/mnt/dl/Film'],
    ['/downloads', '/downloads/./Film/../Film', '/mnt/dl/Film'],
    ['/downloads', '/downloads/back\\slash', '/mnt/dl/back\\slash'],
    ['/', '/Film/a.mkv', '/mnt/dl/Film/a.mkv'],
    ['/', '/', '/mnt/dl'],
    ['downloads', 'downloads/a.mkv', '/mnt/dl/a.mkv'],
    ['C:\\Downloads', 'C:\\Downloads\\movies\\Film\\a.mkv', '/mnt/dl/movies/Film/a.mkv'],
    ['C:\\Downloads', 'c:\\downloads\\movies\\Film\\a.mkv', '/mnt/dl/movies/Film/a.mkv'],
    ['C:\\Downloads', 'C:/Downloads/movies/Film/a.mkv', '/mnt/dl/movies/Film/a.mkv'],
    ['C:\\Downloads', 'C:/Downloads\\movies/Film\\a.mkv', '/mnt/dl/movies/Film/a.mkv'],
    ['c:/downloads/', 'C:\\Downloads\\a.mkv', '/mnt/dl/a.mkv'],
    ['C:\\Downloads\\', 'C:\\Downloads', '/mnt/dl'],
    ['C:\\Downloads', '\\\\?\\C:\\Downloads\\a.mkv', '/mnt/dl/a.mkv'],
    ['C:\\', 'C:\\Film\\a.mkv', '/mnt/dl/Film/a.mkv'],
    ['C:', 'c:/Film/a.mkv', '/mnt/dl/Film/a.mkv'],
    ['C:\\', 'C:\\', '/mnt/dl'],
    ['\\\\NAS\\Media', '\\\\NAS\\Media\\tv\\a.mkv', '/mnt/dl/tv/a.mkv'],
    ['\\\\NAS\\Media', '\\\\nas\\media\\tv\\a.mkv', '/mnt/dl/tv/a.mkv'],
    ['\\\\NAS\\Media\\', '//nas/Media/tv/a.mkv', '/mnt/dl/tv/a.mkv'],
    ['//nas/media', '\\\\NAS\\Media\\tv', '/mnt/dl/tv'],
    ['\\\\NAS', '\\\\nas\\Media\\tv', '/mnt/dl/Media/tv'],
    ['\\\\NAS\\Media', '\\\\?\\UNC\\nas\\media\\tv', '/mnt/dl/tv'],
  ])('below %s, as %s, is here %s', (remote, path, local) => expect(mapped(path, [remote, '/mnt/dl'])).toBe(local));

  it.each([
    ['/downloads', '/Downloads/a.mkv'],
    ['/downloads', '/downloads2/a.mkv'],
    ['/downloads', '/data/downloads/a.mkv'],
    ['/downloads', '/downloads/../etc/passwd'],
    ['/downloads', 'downloads/a.mkv'],
    ['C:\\Downloads', 'C:\\Downloads2\\a.mkv'],
    ['C:\\Downloads', 'D:\\Downloads\\a.mkv'],
    ['C:\\Downloads', 'C:\\Downloads\\..\\Windows'],
    ['C:\\Downloads', '/Downloads/a.mkv'],
    ['\\\\NAS\\Media', '\\\\NAS\\Media2\\a.mkv'],
    ['\\\\NAS\\Media', '\\NAS\\Media\\a.mkv'],
    ['\\\\NAS\\Media', '/NAS/Media/a.mkv'],
  ])('not below %s, as %s, stays as it is', (remote, path) => expect(mapped(path, [remote, '/mnt/dl'])).toBe(path));

  it('goes by the longest mapping that fits, in whatever order they are given', () => {
    const all: [string, string][] = [
      ['/data', '/a'],
      ['/data/tv', '/b'],
      ['/', '/c'],
      ['C:\\', '/d'],
      ['c:\\data\\tv', '/e'],
    ];
    for (const order of [all, all.toReversed()]) {
      expect([
        mapped('/data/tv/x', ...order),
        mapped('/data/tvx', ...order),
        mapped('/x', ...order),
        mapped('C:\\data\\x', ...order),
        mapped('C:\\Data\\TV\\x', ...order),
      ]).toEqual(['/b/x', '/a/tvx', '/c/x', '/d/data/x', '/e/x']);
    }
  });

  it.each([
    ['/mnt/dl/', '/mnt/dl/tv/a.mkv'],
    ['/', '/tv/a.mkv'],
    ['D:\\Media', 'D:\\Media\\tv\\a.mkv'],
    ['D:\\', 'D:\\tv\\a.mkv'],
    ['\\\\box\\share', '\\\\box\\share\\tv\\a.mkv'],
  ])('is written as this machine writes paths: %s', (local, expected) => {
    expect(mapped('/data/tv/a.mkv', ['/data', local])).toBe(expected);
    expect(mapped('E:\\tv\\a.mkv', ['E:\\', local])).toBe(expected);
  });

  it('keeps the slash of a root', () =>
    expect([mapped('/data', ['/data', '/']), mapped('/data', ['/data', 'D:\\'])]).toEqual(['/', 'D:\\']));

  it('that differs from a mapping in case alone is told of, and only then', () => {
    const hint = (path: string) => caseHint({ pathMappings: [{ remote: '/media/sf_downloads', local: '/d' }] }, path);
    expect(hint('/media/sf_Downloads/a.mkv')).toMatch(/\/media\/sf_downloads only in case/);
    expect([hint('/media/sf_downloads/a.mkv'), hint('/elsewhere')]).toEqual([null, null]);
  });
});
