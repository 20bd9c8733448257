import { type Reading, parseFileName, parseFolderNames } from './parse-media-name.js';

/** A path as `movie the key (year)` or `show the key year country SxxEyy,zz`, one per reading. */
const read = (path: string, alone = false): string[] => {
  const parts = path.split('/');
  return parseFileName(parts.at(-1) ?? '', parseFolderNames(parts.slice(0, -1)), alone).map(inWords);
};
const inWords = (reading: Reading): string =>
  reading.kind === 'movie'
    ? `movie ${reading.key} ${reading.year ?? '-'}`
    : ['show', reading.key, reading.year, reading.country, `s${reading.season}`, `e${reading.episodes.join(',')}`]
        .filter((part) => part !== null)
        .join(' ');

describe('a file of a show', () => {
  it.each([
    ['Breaking Bad - S01E01 - Pilot.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01.1080p.BluRay.x264-GRP.mkv', 'show breakingbad s1 e1'],
    ['breaking_bad_s01e01.mp4', 'show breakingbad s1 e1'],
    ['Breaking Bad S01 E01.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01.E01.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad - S01 - E01.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad s1e1.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad [S01E01].mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad Season 1 Episode 3.mkv', 'show breakingbad s1 e3'],
    ['Breaking Bad 1x01.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad - 1x01 - Pilot.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01E02.720p.mkv', 'show breakingbad s1 e1,2'],
    ['Breaking.Bad.S01E01E02E03.720p.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking Bad - S01E01-E03 - Title.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking Bad - S01E01-03.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking Bad - S01E01 - S01E03.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking.Bad.S01E01.to.E03.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking Bad S01E01 E02.mkv', 'show breakingbad s1 e1,2'],
    ['Breaking Bad 1x01x02.mkv', 'show breakingbad s1 e1,2'],
    ['Breaking Bad 1x01-1x03.mkv', 'show breakingbad s1 e1,2,3'],
    ['Breaking Bad 2x03 & 2x04.mkv', 'show breakingbad s2 e3,4'],
    ['Breaking.Bad.S01E01.S02E04.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01.x264-GRP.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad 1x01 x265.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01-264.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01-720p.mkv', 'show breakingbad s1 e1'],
    ['Breaking.Bad.S01E01-10bit.mkv', 'show breakingbad s1 e1'],
    ['Show - S01E03 - 24 Hours.mkv', 'show show s1 e3'],
    ['One Piece - S01E1001.mkv', 'show onepiece s1 e1001'],
    ['Show S2016E05.mkv', 'show show s2016 e5'],
    ['Show S01E01v2.mkv', 'show show s1 e1'],
    ['[Group] Show - S01E01 [1080p].mkv', 'show show s1 e1'],
    ['24.S01E01.mkv', 'show 24 s1 e1'],
    ['1883.S01E01.1080p.mkv', 'show 1883 s1 e1'],
    ['9-1-1.S01E02.1080p.mkv', 'show 911 s1 e2'],
    ['The 100 - S01E02.mkv', 'show 100 s1 e2'],
    ['S.W.A.T.2017.S01E01.mkv', 'show swat 2017 s1 e1'],
    ['Sherlock - S00E01 - Unaired Pilot.mkv', 'show sherlock s0 e1'],
    ['Doctor Who (2005) - S01E02.mkv', 'show doctorwho 2005 s1 e2'],
    ['Doctor.Who.2005.S01E02.mkv', 'show doctorwho 2005 s1 e2'],
    ['The Office (US) - S02E03.mkv', 'show office us s2 e3'],
    ['The.Office.UK.S02E03.mkv', 'show office uk s2 e3'],
    ['Law & Order - S01E01.mkv', 'show lawandorder s1 e1'],
    ['Pokémon - S01E01.mkv', 'show pokemon s1 e1'],
    ['Кухня - S01E01.mkv', 'show кухня s1 e1'],
    ['進撃の巨人 S01E01.mkv', 'show 進撃の巨人 s1 e1'],
    ['Breaking Bad/Season 01/S01E01.mkv', 'show breakingbad s1 e1'],
    ['TV/Breaking Bad (2008) {tvdb-81189}/Season 01/S01E01.mkv', 'show breakingbad 2008 s1 e1'],
    ['Breaking Bad (2008)/Season 01/Breaking Bad - S01E01.mkv', 'show breakingbad 2008 s1 e1'],
    ['Breaking Bad/S01/1x01 - Pilot.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad/Season 1/E01 - Pilot.mkv', 'show breakingbad s1 e1'],
    ['Breaking Bad/Season 1/Episode 2.mkv', 'show breakingbad s1 e2'],
    ['Breaking Bad/S01E01.mkv', 'show breakingbad s1 e1'],
    ['Sherlock/Specials/Sherlock - S00E01.mkv', 'show sherlock s0 e1'],
    ['Sherlock/Specials/E01.mkv', 'show sherlock s0 e1'],
    ['Extras/Season 1/S01E02.mkv', 'show extras s1 e2'],
    ['The Office (US)/Season 2/The Office - S02E03.mkv', 'show office us s2 e3'],
    ['Trailer Park Boys - S01E01.mkv', 'show trailerparkboys s1 e1'],
    ['Trailer.Park.Boys.S01E01.1080p.WEB-GRP.mkv', 'show trailerparkboys s1 e1'],
    ['Trailer_Park_Boys_1x02.mkv', 'show trailerparkboys s1 e2'],
    ['Trailer Park Boys/Season 01/Trailer Park Boys - S01E01.mkv', 'show trailerparkboys s1 e1'],
    ['trailer.park.boys.s01/Trailer.Park.Boys.S01E01.mkv', 'show trailerparkboys s1 e1'],
    ['Free.Sample.S01E02.mkv', 'show freesample s1 e2'],
    ['TV/Trailer Park Boys - S01E01.mkv', 'show trailerparkboys s1 e1'],
    ['[ www.site.com ] - Show.S06E06.mkv', 'show show s6 e6'],
    ['Show.S02E01-[rarbg.to].mkv', 'show show s2 e1'],
    ['Show Complete Series/Season 1/S01E01.mkv', 'show show s1 e1'],
    ['Show.COMPLETE.S01-S04.1080p/Season 1/S01E01.mkv', 'show show s1 e1'],
    ['Show The Complete Series (2010-2013)/Season 1/Show.S01E01.mkv', 'show show s1 e1'],
    ['Show.S01.1080p-GRP/S01E01.mkv', 'show show s1 e1'],
    ['Show Season 4 Episodes 1-3.mkv', 'show show s4 e1,2,3'],
    ['Show/Saison 2/Show - Saison 2 Episode 3.mkv', 'show show s2 e3'],
    ['Show/Staffel 2/E03.mkv', 'show show s2 e3'],
  ])('%s', (path, reading) => expect(read(path)).toEqual([reading]));

  it('is known by its own title and by the folder of its season, where they differ', () =>
    expect(read('La Casa de Papel/Season 1/Money.Heist.S01E01.mkv')).toEqual([
      'show moneyheist s1 e1',
      'show lacasadepapel s1 e1',
    ]));
});

describe('a file of a movie', () => {
  it.each([
    ['The Matrix (1999).mkv', 'movie matrix 1999'],
    ['The.Matrix.1999.1080p.BluRay.x264-GRP.mkv', 'movie matrix 1999'],
    ['The Matrix (1999) {imdb-tt0133093} [Bluray-1080p].mkv', 'movie matrix 1999'],
    ['Blade Runner 2049 (2017).mkv', 'movie bladerunner2049 2017'],
    ['Blade.Runner.2049.2017.1080p.mkv', 'movie bladerunner2049 2017'],
    ['2012 (2009).mkv', 'movie 2012 2009'],
    ['1917.2019.1080p.mkv', 'movie 1917 2019'],
    ['2001 A Space Odyssey (1968).mkv', 'movie 2001aspaceodyssey 1968'],
    ['Amélie (2001).mkv', 'movie amelie 2001'],
    ['Alien³ (1992).mkv', 'movie alien3 1992'],
    ['Ocean’s Eleven (2001).mkv', 'movie oceanseleven 2001'],
    ['Fast & Furious (2009).mkv', 'movie fastandfurious 2009'],
    ['Matrix, The (1999).mkv', 'movie matrix 1999'],
    ['千と千尋の神隠し (2001).mkv', 'movie 千と千尋の神隠し 2001'],
    ['千と千尋の神隠し.2001.1080p.mkv', 'movie 千と千尋の神隠し 2001'],
    ['Москва слезам не верит (1980).mkv', 'movie москваслезамневерит 1980'],
    ['Big Buck Bunny.mp4', 'movie bigbuckbunny -'],
    ['The Matrix (1999)/The Matrix.mkv', 'movie matrix 1999'],
    ['The Matrix (1999)/The Matrix cd1.avi', 'movie matrix 1999'],
    ['Trailer Park Boys (2006).mkv', 'movie trailerparkboys 2006'],
    ['Trailer Park Boys (2006)/Trailer Park Boys (2006).mkv', 'movie trailerparkboys 2006'],
    ['Trailer.Park.Boys.2006.1080p.mkv', 'movie trailerparkboys 2006'],
    ['Sample People (2000).mkv', 'movie samplepeople 2000'],
    ['Free.Sample.2012.1080p.mkv', 'movie freesample 2012'],
    ['Star Wars Episode IV - A New Hope (1977).mkv', 'movie starwarsepisodeivanewhope 1977'],
  ])('%s', (path, reading) => expect(read(path)).toEqual([reading]));

  it.each([
    ['Real.Steel.2011.1080p.mkv', 'movie realsteel 2011'],
    ['Real.Steel.1080p.mkv', 'movie realsteel -'],
    ['The.Final.Chapter.2004.mkv', 'movie finalchapter 2004'],
    ['Bigger.Longer.and.Uncut.1999.mkv', 'movie biggerlongeranduncut 1999'],
    ['The Final Cut (2004).mkv', 'movie finalcut 2004'],
    ['Cam.2018.1080p.mkv', 'movie cam 2018'],
    ['www.site.com - Movie.2008.720p.mkv', 'movie movie 2008'],
    ['[site.com] Movie (2008)/movie.mkv', 'movie movie 2008'],
    ['Movie.EXTENDED.2018.1080p.mkv', 'movie movie 2018'],
    ['Movie {edition-Final Cut} (1982).mkv', 'movie movie 1982'],
    ['The.Matrix.Trilogy.1999-2003/The.Matrix.1999.mkv', 'movie matrix 1999'],
    ['Open Season 3 (2010)/Open Season 3.mkv', 'movie openseason3 2010'],
    ['Open Season 3 (2010).mkv', 'movie openseason3 2010'],
    ['Movies/Sample People (2000).mkv', 'movie samplepeople 2000'],
    ['2000/Sample People (2000).mkv', 'movie samplepeople 2000'],
    ['Part 2 (2019)/Part.2.2019.mkv', 'movie part2 2019'],
    ['Movies/Trailer Park Boys (2006).mkv', 'movie trailerparkboys 2006'],
  ])('is called what stands before its year: %s', (path, reading) => expect(read(path)).toEqual([reading]));

  it('has a shorter title as well where an edition may end it', () =>
    expect(read('Kingdom.of.Heaven.Directors.Cut.2005.mkv')).toEqual([
      'movie kingdomofheavendirectorscut 2005',
      'movie kingdomofheaven 2005',
    ]));

  it('has the name of its folder when it is the only video there', () => {
    const path = 'The.Matrix.1999.1080p.BluRay-GRP/grp-mtx.1080p.mkv';
    expect(read(path, true)).toEqual(['movie matrix 1999']);
    expect(read(path, false)).toEqual([]);
  });
});

describe('what does not count', () => {
  it.each([
    'Show/Season 01/Show - 01.mkv',
    'Show/Season 01/01 - Pilot.mkv',
    'Show/Season 01/Pilot.mkv',
    'The Daily Show 2018-10-12.mkv',
    'The.Daily.Show.2018.10.12.Guest.mkv',
    'Breaking Bad/Season 02/S01E01.mkv',
    'Breaking.Bad.S01E01.nfo',
    'Breaking.Bad.S01E01.en.srt',
    'Breaking.Bad.S01E01.mkv.part',
    'Breaking.Bad.S01E01.mkv.!qB',
    'Breaking.Bad.S01E01.mkv.aria2',
    'Breaking.Bad.S01E01.mkv.crdownload',
    'Breaking.Bad.S01E01.temp.mp4',
    'Breaking.Bad.S01E01-sample.mkv',
    'sample-breaking.bad.s01e01.mkv',
    'Breaking.Bad.S01E01.sample.720p.mkv',
    'Trailer.Park.Boys.S01E01.sample.720p.mkv',
    'Breaking Bad/Season 01/sample-breaking.bad.s01e01.mkv',
    'Show/Season 1/sample.show.s01e01.mkv',
    'Show/sample.show.s01e01.mkv',
    'Show/Season 1/Trailer Show - S01E01.mkv',
    'Movie (2019)/sample.movie.2019.1080p.mkv',
    'Trailer Park Boys/Season 01/sample.trailer.park.boys.s01e01.mkv',
    'sample.mkv',
    'Trailer.mp4',
    'sample-grp.mkv',
    'sample.1080p.mkv',
    'sample 1920x1080.mkv',
    'Trailer for a friend.mkv',
    'Movie.2010.sample.mkv',
    'Movie (2010)-trailer.mkv',
    'Breaking Bad/Extras/Breaking Bad - S01E01.mkv',
    'The Matrix (1999)/The Matrix (1999)-trailer.mkv',
    'The Matrix (1999)/The Matrix (1999)-behindthescenes.mkv',
    'The Matrix (1999)/Featurettes/The Matrix (1999).mkv',
    'The Matrix (1999)/Sample/The Matrix (1999).mkv',
    '.The Matrix (1999).mkv',
    'S01E01.mkv',
    '*** (1999).mkv',
    'Psycho.1960.Trailer.1080p.mkv',
    'Psycho (1960) - Trailer 2.mkv',
    'Psycho (1960)/Psycho.1960.Featurette.mkv',
    'Show/Season 1/sample.shw.s01e01.mkv',
    'The.Matrix.Trilogy.1999-2003.mkv',
  ])('%s', (path) => expect(read(path)).toEqual([]));

  it.each([
    'Show - 01.mkv',
    '[Group] Show - 01 [1080p].mkv',
    'Show 103.mkv',
    'Show.103.hdtv.mkv',
    'Show.2019.1x2.mkv',
    'Show.S01E01a.mkv',
  ])('%s is no episode', (path) => expect(read(path).filter((reading) => reading.startsWith('show'))).toEqual([]));

  it('takes a numbered file for no movie, even alone in a folder with a year', () =>
    expect(read('Show (2019)/Show - 01.mkv', true)).toEqual([]));
});
