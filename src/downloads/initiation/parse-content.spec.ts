import { parseContent } from './parse-content.js';

/** Content as `movie parsed:… "title" year`, `episodes parsed:… "title" s1 e1,2`. */
const read = (title: string): string | null => {
  const content = parseContent(title);
  if (content === null) return null;
  const { kind, mediaId, ...rest } = content;
  const part = [
    'year' in rest ? rest.year : null,
    'season' in rest ? `s${rest.season}` : null,
    'episodes' in rest ? `e${rest.episodes?.join(',')}` : null,
  ];
  return [kind, mediaId, JSON.stringify(rest.title), ...part].filter((word) => word !== null).join(' ');
};

describe('content read from a title', () => {
  it.each([
    [
      'The.Matrix.1999.1080p.BluRay.x264',
      { kind: 'movie', mediaId: 'parsed:matrix-1999', title: 'The Matrix', year: 1999 },
    ],
    ['1917.2019.1080p.WEB', { kind: 'movie', mediaId: 'parsed:1917-2019', title: '1917', year: 2019 }],
    [
      'Breaking.Bad.S01E02E03.720p',
      { kind: 'episodes', mediaId: 'parsed:breakingbad', title: 'Breaking Bad', season: 1, episodes: [2, 3] },
    ],
    [
      'Breaking.Bad.S01.1080p.BluRay',
      { kind: 'season', mediaId: 'parsed:breakingbad', title: 'Breaking Bad', season: 1 },
    ],
    [
      'Grey&#39;s Anatomy S01E01',
      { kind: 'episodes', mediaId: 'parsed:greysanatomy', title: "Grey's Anatomy", season: 1, episodes: [1] },
    ],
    ['Breaking Bad S01-S03 1080p', { kind: 'series', mediaId: 'parsed:breakingbad', title: 'Breaking Bad' }],
  ])('%s', (title, content) => expect(parseContent(title)).toEqual(content));

  it.each([
    'ubuntu-24.04-desktop-amd64.iso',
    'Some Movie',
    'S01E01',
    'S01.1080p',
    '',
    'The.Middle.720p.HEVC.x265-GRP',
    '***.1999.1080p',
  ])('nothing beyond doubt: %s', (title) => expect(read(title)).toBeNull());
});

describe('a movie', () => {
  it.each([
    ['Movie Title (2019) [1080p]', 'movie parsed:movietitle-2019 "Movie Title" 2019'],
    ['[Group] Movie Title (2019) [1080p]', 'movie parsed:movietitle-2019 "Movie Title" 2019'],
    ['Movie.Title.EXTENDED.2018.1080p', 'movie parsed:movietitle-2018 "Movie Title" 2018'],
    ['R.I.P.D.2013.720p.BluRay.x264-GRP', 'movie parsed:ripd-2013 "R.I.P.D." 2013'],
    ['Man.from.U.N.C.L.E.2015.1080p', 'movie parsed:manfromuncle-2015 "Man from U.N.C.L.E." 2015'],
    ['Fast &#38; Furious (2009)', 'movie parsed:fastandfurious-2009 "Fast & Furious" 2009'],
    ['Fast &amp;amp; Furious (2009)', 'movie parsed:fastandfurious-2009 "Fast & Furious" 2009'],
    ['Fast & Furious (2009)', 'movie parsed:fastandfurious-2009 "Fast & Furious" 2009'],
    ['Season.of.the.Witch.2011.1080p', 'movie parsed:seasonofthewitch-2011 "Season of the Witch" 2011'],
    ['Open.Season.2006.1080p', 'movie parsed:openseason-2006 "Open Season" 2006'],
    ['Star.Wars.Episode.IV.1977.1080p', 'movie parsed:starwarsepisodeiv-1977 "Star Wars Episode IV" 1977'],
    ['Deathly.Hallows.Part.1.2010.1080p', 'movie parsed:deathlyhallowspart1-2010 "Deathly Hallows Part 1" 2010'],
  ])('%s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    ['千と千尋の神隠し.2001.1080p.BluRay', 'movie parsed:千と千尋の神隠し-2001 "千と千尋の神隠し" 2001'],
    ['千年女優.2001.1080p.BluRay', 'movie parsed:千年女優-2001 "千年女優" 2001'],
    ['기생충 (2019)', 'movie parsed:기생충-2019 "기생충" 2019'],
    ['Москва.слезам.не.верит.1980', 'movie parsed:москваслезамневерит-1980 "Москва слезам не верит" 1980'],
    ['Ａｍｅｌｉｅ.2001', 'movie parsed:amelie-2001 "Ａｍｅｌｉｅ" 2001'],
    ['Amélie.2001.1080p', 'movie parsed:amelie-2001 "Amélie" 2001'],
    ['Ocean’s.Eleven.2001.1080p', 'movie parsed:oceanseleven-2001 "Ocean’s Eleven" 2001'],
    ['WALL·E.2008.1080p', 'movie parsed:walle-2008 "WALL·E" 2008'],
    ['Title（2019）1080p', 'movie parsed:title-2019 "Title" 2019'],
  ])('with other letters than ASCII: %s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    ['Blade.Runner.2049.2017.1080p', 'movie parsed:bladerunner2049-2017 "Blade Runner 2049" 2017'],
    ['Wonder.Woman.1984.2020.1080p', 'movie parsed:wonderwoman1984-2020 "Wonder Woman 1984" 2020'],
    ['Blade Runner 2049 1080p', null],
    ['Blade.Runner.2049', null],
  ])('with a number that looks like a year: %s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    'The.Daily.Show.2024.01.15.Guest.720p.WEB.h264',
    'WWE.Raw.15.01.2024.1080p',
    'Drama.2019.E05.1080p',
    'Drama.EP05.2019.1080p',
    '[Group] Show (2019) - 05 [1080p]',
    'Formula1.2024.Round01.Bahrain.1080p',
  ])('is nothing that is dated or numbered like one of many: %s', (title) => expect(read(title)).toBeNull());
});

describe('whole seasons', () => {
  it.each([
    ['Show.S2.720p', 'season parsed:show "Show" s2'],
    ['Show.Season.04.720p', 'season parsed:show "Show" s4'],
    ['Show.S2014.720p', 'season parsed:show "Show" s2014'],
    ['Show [S01] 720p', 'season parsed:show "Show" s1'],
    ['[Group] Show S01 [1080p]', 'season parsed:show "Show" s1'],
    ['www.Site.com - Show.S01.720p', 'season parsed:show "Show" s1'],
    ['Show.1080p.S01', 'season parsed:show "Show" s1'],
    ['Show.S01.5.1.AAC', 'season parsed:show "Show" s1'],
    ['Show.Season.4.5.1.AAC', 'season parsed:show "Show" s4'],
    ['Show.S01-10bit.x265', 'season parsed:show "Show" s1'],
    ['Show.S01.1080p.WEB-S01', 'season parsed:show "Show" s1'],
    ['Show.Season.3.1920x1080', 'season parsed:show "Show" s3'],
    ['進撃の巨人.S01.1080p', 'season parsed:進撃の巨人 "進撃の巨人" s1'],
  ])('one: %s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    'Show.S01.S02.S03.COMPLETE',
    'Show S01 S02',
    'Show.S01S02.720p',
    'Show.S01.to.S03',
    'Show.S01.and.S02.720p',
    'Show.S01+S02.720p',
    'Show.S01-S03',
    'Show S01 - S03 1080p',
    'Show.S01-03.1080p',
    'Show.S01–S03',
    'Show [S01-S05] 720p',
    'Show.Season.1.2.3',
    'Show.Season.1-Season.3',
    'Show.Season.1-5',
    'Show.Season.1.to.5',
    'Show Season 1, 2 and 3 720p',
    'Show.Seasons.1-5',
    'Show (Seasons 1 - 5) 720p',
    'Show.Seasons.1.and.2.720p',
    'Show.Seasons.1-5.1994-1999.1080p',
  ])('several: %s', (title) => expect(read(title)).toBe('series parsed:show "Show"'));

  it.each([
    ['Ghosts.2019.S01.S02.720p', 'series parsed:ghosts2019 "Ghosts 2019"'],
    ['Show.2010.Season.1.1080p', 'season parsed:show2010 "Show 2010" s1'],
    ['Open.Season.3.2010.1080p.BluRay', null],
    ['Open Season 3 (2010) 1080p', null],
  ])('beside a year: %s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    'Show.Season.1.2',
    'Show Season 1 - 5',
    '[Group] Show S2 - 05 [1080p]',
    'Show.S01.Episode.5.720p',
    'Show.S01.2024.01.15.Guest',
    'Show.S03-S01',
    'Show.S01.1080p.S02.Preview',
    'Show.Seasons.5',
  ])('nothing beyond doubt: %s', (title) => expect(read(title)).toBeNull());
});

describe('episodes', () => {
  it.each([
    ['Show.S01E01.E02.720p', 'episodes parsed:show "Show" s1 e1,2'],
    ['Show.S01E01-E03.720p', 'episodes parsed:show "Show" s1 e1,2,3'],
    ['Show.S01E01.to.E03', 'episodes parsed:show "Show" s1 e1,2,3'],
    ['Show S01E01 to S01E03', 'episodes parsed:show "Show" s1 e1,2,3'],
    ['Show.1x01.to.1x03', 'episodes parsed:show "Show" s1 e1,2,3'],
    ['Show - S01E03 - 24 Hours', 'episodes parsed:show "Show" s1 e3'],
    ['Show.S01E01.To.Be.Or.Not', 'episodes parsed:show "Show" s1 e1'],
    ['Show.S01E10.E.Coli', 'episodes parsed:show "Show" s1 e10'],
    ['Show.S01E01-720p', 'episodes parsed:show "Show" s1 e1'],
    ['Show.S01E01-10bit.x264', 'episodes parsed:show "Show" s1 e1'],
    ['Show.S01E05.Show.S01E05', 'episodes parsed:show "Show" s1 e5'],
    ['[Group] Show - S01E01 [1080p]', 'episodes parsed:show "Show" s1 e1'],
    ['Show [S01E01] 720p', 'episodes parsed:show "Show" s1 e1'],
    // One of several shows of that name, perhaps, or the only one.
    ['Show.2020.S01E01', 'episodes parsed:show2020 "Show 2020" s1 e1'],
    ['Show.S01E01.2020', 'episodes parsed:show "Show" s1 e1'],
  ])('%s', (title, content) => expect(read(title)).toBe(content));

  it.each([
    'Show.S01E01-S02E03',
    'Show S01E01 - S02E03',
    'Show.S01E01S02E01',
    'Show.S01E01.S02E01',
    'Show.S01E01.S02',
    'Show.1x01-2x03',
    'Show.S01.S02E03',
  ])('nothing where they are of several seasons: %s', (title) => expect(read(title)).toBeNull());

  it.each([
    'Show.S01E01-E100',
    'Show.S01E01.to.E100',
    'Show.S01E01.to.10',
    'Show.S01E01-100',
    'Show.S01E01~E10',
    'Show.S01E01,E02',
    'Show.S01E05-E03',
  ])('nothing where the range is too long or not understood: %s', (title) => expect(read(title)).toBeNull());

  it('are of no show that is called a date', () => expect(read('The.Show.2024.01.15.S01E01.720p')).toBeNull());
});
