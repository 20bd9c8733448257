import { parseContent } from './parse-content.js';

/** `kind "title"`, with season and episodes where they are named, or null. */
const read = (name: string): string | null => {
  const content = parseContent(name);
  if (content === null || content.kind === 'movie') return content && JSON.stringify(content);
  const season = 'season' in content ? ` s${content.season}` : '';
  const episodes = content.kind === 'episodes' ? ` e${content.episodes.join(',')}` : '';
  return `${content.kind} "${content.title}"${season}${episodes}`;
};

describe('the words that say how much of a show it is', () => {
  it.each([
    'Show.COMPLETE.SERIES.S01-S04.1080p',
    'Show Complete Series S01 S04',
    'Show.COMPLETE. [ S01.S02.S03 ] .2010-2013',
    'Show The Complete Series S01-S05',
    'Show - The Complete Collection - S01-S05',
    'Show Complete TV Series (S01-S05)',
    'Show Box Set S01-S05',
    'Show Boxset (S01-S05)',
    'Show Full Series S01-S04',
    'Show All Seasons S01-S04',
    'Show All 4 Seasons S01-S04',
    'Show (2010-2013) S01-S04',
    'Show (2010-2013) Complete Series S01-S04',
    'Show (TV Series 2010-2013) S01-S04',
    'Show Integrale S01-S04',
    "Show L'Intégrale S01-S04",
    'Show INTEGRALE Saison 1-4',
    'Show Komplett Staffel 1-4',
    'Show Complete Seasons 1-4',
    'Show Complete Season 1 2 3 4',
    'Show Complete (Season 1 2 3 4) 720p',
    'Show Season 1-4',
    'Show Seasons 1 to 4 Complete',
    'Show S01-04 Complete',
    'Show.S01-S04.The.Complete.Series',
    'Show.Complete.Series.1080p',
    'Show.The.Complete.Series.2010.1080p',
    'Show All 7 Seasons 1080p',
    'Show Full Series 720p',
    'Show.2010.-.2013.S01-S04',
    'Show.Series.Complete.S01-S04',
    'Show DVD Box Set S01-S04',
    'Show Complete Series + Extras S01-S04',
    'Show Saison 1 à 4',
    'Show Staffel 1 bis 4',
  ])('are no part of its title: %s', (name) => expect(read(name)).toBe('series "Show"'));

  it.each([
    ['Show Complete Mini-Series S01', 'season "Show" s1'],
    ['Show Miniseries S01', 'season "Show" s1'],
    ['Show Limited Series S01', 'season "Show" s1'],
    ['Show The Complete First Season S01', 'season "Show" s1'],
    ['Show TV Series S01', 'season "Show" s1'],
    ['Show.Complete.Season.1.1080p', 'season "Show" s1'],
    ['Show S01 Season 1 1080p', 'season "Show" s1'],
    ['Show.Mini.Series.S01E01', 'episodes "Show" s1 e1'],
  ])('nor of one season or episode: %s', (name, content) => expect(read(name)).toBe(content));

  it.each([
    ['Complete.Savages.S01.720p', 'season "Complete Savages" s1'],
    ['The.Complete.S01', 'season "The Complete" s1'],
    ['The Complete Walt S02E01', 'episodes "The Complete Walt" s2 e1'],
    ['Full House S01', 'season "Full House" s1'],
    ['All.American.S01', 'season "All American" s1'],
    ['Star.Trek.The.Animated.Series.S01', 'season "Star Trek The Animated Series" s1'],
    ['The.Collection.S01E01', 'episodes "The Collection" s1 e1'],
  ])('stay where they are its name: %s', (name, content) => expect(read(name)).toBe(content));

  it.each([
    'Scream.The.TV.Series.S01E01',
    'Battlestar.Galactica.The.Mini-Series.S01E01',
    'Show.Complete.Collection.1080p',
    'Show Miniseries 1080p',
  ])('leave it in doubt where they may be either: %s', (name) => expect(read(name)).toBeNull());
});

describe('numbers behind a season', () => {
  it.each([
    ['Show Season 4 Episodes 1-6', '4 e1,2,3,4,5,6'],
    ['Show Season 4 Episodes 1 to 6 1080p', '4 e1,2,3,4,5,6'],
    ['Show Season 4 Episodes 1, 2 & 4', '4 e1,2,4'],
    ['Show Season 2, Episode 3', '2 e3'],
    ['Show Series 2 Episode 3', '2 e3'],
    ['Show.S02.E01-E06', '2 e1,2,3,4,5,6'],
    ['Show.S02E01-06', '2 e1,2,3,4,5,6'],
    ['Show.2x01-06', '2 e1,2,3,4,5,6'],
    ['Show Saison 2 Episode 3', '2 e3'],
    ['Show Staffel 2 Folge 3', '2 e3'],
    ['Show Temporada 2 Capítulo 3', '2 e3'],
    ['Show Stagione 2 Episodio 3', '2 e3'],
    ['Show Seizoen 2 Aflevering 3', '2 e3'],
    ['Show Сезон 2 Серия 3', '2 e3'],
    ['Show - Сезон 3, Эпизод 21 - Title', '3 e21'],
  ])('are its episodes: %s', (name, part) => expect(read(name)).toBe(`episodes "Show" s${part}`));

  it.each([
    'Show S02 01', 'Show S02 #01', 'Show S02 01-06', 'Show S02 (01-06)', 'Show S02 [01-06]', 'Show S02 {01-06}', 'Show S02 x01', 'Show Stagione 2 1080p Puntata 3', 'Show S02E01 - 06', 'Show S02 Finale', 'Show S02 Half', 'Show S02 01 of 10', 'Show S02 01+02',
    'Show.s02.09.AVC', 'Show S2 - 05', 'Show Season 2 - 05', 'Show S02 Ep 1-6', 'Show S02 EP(01-08)', 'Show S3 Eps.05-08',
    'Show.S02.Episodes.1-6', 'Show Season 4 Episode 1 to 6', 'Show S02 Folge 3', 'Show S02 1080p Ep. 3', 'Show Temporada 19 [HDTV][Cap.1905]',
    'Show 2. Staffel 3. Folge', 'Show.2.Sezon.5.Bolum', 'Show 2 сезон 3 серия 2012',
    'Show S02 Part 1', 'Show.S02.Pt.2', 'Show.S02.Vol.2', 'Show.S01.Disc.1', 'Show.S01D01', 'Show.S01.DVD1.PAL', 'Show.S01.First.Half',
    'Show.S01.EXTRAS.1080p', 'Show.S01.1080p.BluRay.Extras', 'Show.S01.Featurettes', 'Show.S01.Deleted.Scenes', 'Show.S01.SUBPACK',
  ])('leave a piece in doubt, which is never the season: %s', (name) => expect(read(name)).toBeNull()); // prettier-ignore

  it.each([
    'Show.S02.1080p.WEB-DL.DDP5.1.H.264', 'Show.S02.2.0.AAC', 'Show.S02.7.1.Atmos', 'Show S02 10bit', 'Show S02 24fps', 'Show.S02.2010.1080p',
    'Show.S02.DVD9',
    'Show.S02.3D.Half-SBS.1080p', 'Show.S02.1080p.BluRay.+.Extras', 'Show.S02.Incl.Extras.1080p', 'Show Staffel 2 1080p', 'Show Saison 2 VOSTFR',
  ])('are of the whole season where they say how it was made: %s', (name) => expect(read(name)).toBe('season "Show" s2')); // prettier-ignore

  it('may be the title: a show can be called "24"', () => {
    expect(read('24 Season 1 Episode 3')).toBe('episodes "24" s1 e3');
    expect(read('24 Season 1-8 Complete with Subtitles')).toBe('series "24"');
  });
});

describe('a site that has put its name into a release', () => {
  it.each([
    '[ www.site.com ] - Show.S01E01', '[www.site.com] Show.S01E01', '[site.com] Show.S01E01', '[ site.cz ] Show.S01E01', '(site.to) Show.S01E01',
    '{www.site.com} Show S01E01', '【site】Show.S01E01', '【site.com】Show.S01E01', 'site.org - Show.S01E01', 'site.com_Show.S01E01',
    'site.com@Show.S01E01', '@site Show.S01E01', '@site - Show.S01E01', '[@site] Show.S01E01', 'www.site.com - Show.S01E01',
    'www.site.phd - Show.S01E01', 'WWW.SITE.COM.-.Show.S01E01', 'www.site.org    -    Show.S01E01', 'www.Site.org.Show.S01E01',
    'www.my.site.com - Show.S01E01', 'www.site.co.uk - Show.S01E01', 'www site com - Show S01E01', 'http://www.site.com - Show.S01E01',
    '-=www.site.com=- Show.S01E01', 'Show [site.com] S01E01', 'Show.S01E01[site.com]', 'Show.S01E01-[rarbg.to]', 'Show.S01E01.www.site.com',
    '[site.com] [Group] Show - S01E01',
  ])('is no part of the title: %s', (name) => expect(read(name)).toBe('episodes "Show" s1 e1')); // prettier-ignore

  it.each([
    ['Life.com.S01E01', 'Life com'],
    ['Life.com - S01E01', 'Life com'],
    ['Dot.Com_S01E01', 'Dot Com'],
    ['Mr. Robot - S01E01 - eps1.0_hellofriend.mov', 'Mr. Robot'],
    ['Mr.Robot.S01E01.eps1.0_hellofriend.mov', 'Mr Robot'],
    ['Tosh.0 - S01E01', 'Tosh 0'],
    ['This.Is.Us - S01E01 - Pilot', 'This Is Us'],
    ['Lie.to.Me.S01E01', 'Lie to Me'],
    ['WW.II.in.Color.S01E01', 'WW II in Color'],
  ])('is the title where nothing else is: %s', (name, title) => expect(read(name)).toBe(`episodes "${title}" s1 e1`));

  it('is neither in the title of a film', () => {
    expect(parseContent('www.site.tc - Movie (2000) 1080p')).toMatchObject({ title: 'Movie', year: 2000 });
    expect(parseContent('[site.net] -  The.Art.Of.The.Steal.2014.DVDRip')).toMatchObject({
      title: 'The Art Of The Steal',
    });
    expect(parseContent('site.com - 1917 (2019)')).toMatchObject({ title: '1917', year: 2019 });
    expect(parseContent('Movie.www.site.com.2019.1080p')).toMatchObject({ title: 'Movie', year: 2019 });
    expect(parseContent('Startup.com.2001.1080p')).toMatchObject({ title: 'Startup com', year: 2001 });
  });
});
