import { parseContent } from './parse-content.js';

/** `title (year)`, or null. */
const film = (name: string): string | null => {
  const content = parseContent(name);
  return content?.kind === 'movie' ? `${content.title} (${content.year})` : content && JSON.stringify(content);
};

describe('the title of a film', () => {
  it.each([
    ['The.Final.Chapter.2004.1080p.WEB-DL', 'The Final Chapter (2004)'],
    ['Friday.the.13th.The.Final.Chapter.1984', 'Friday the 13th The Final Chapter (1984)'],
    ['Bigger.Longer.and.Uncut.1999', 'Bigger Longer and Uncut (1999)'],
    ['Uncut.Gems.2019.720p', 'Uncut Gems (2019)'],
    ['The.Final.Cut.2004', 'The Final Cut (2004)'],
    ['Directors.Cut.2016', 'Directors Cut (2016)'],
    ['Extended.2010', 'Extended (2010)'],
    ['Unrated.2009', 'Unrated (2009)'],
    ['Remastered.2018', 'Remastered (2018)'],
    ['The.Limited.2000', 'The Limited (2000)'],
    ['The.Darjeeling.Limited.2007.LIMITED.720p', 'The Darjeeling Limited (2007)'],
    ['Proper.2010', 'Proper (2010)'],
    ['Rerip.2014', 'Rerip (2014)'],
    ['Real.Steel.2011.1080p', 'Real Steel (2011)'],
    ['The.Real.McCoy.1993', 'The Real McCoy (1993)'],
    ['For.Real.2009', 'For Real (2009)'],
    ['Internal.Affairs.1990', 'Internal Affairs (1990)'],
    ['The.International.2009', 'The International (2009)'],
    ['The.French.Dispatch.2021.1080p', 'The French Dispatch (2021)'],
    ['The.Italian.Job.2003', 'The Italian Job (2003)'],
    ['The.Good.German.2006.GERMAN.720p', 'The Good German (2006)'],
    ['Johnny.English.2003', 'Johnny English (2003)'],
    ['An.American.Pickle.2020', 'An American Pickle (2020)'],
    ['A.Complete.Unknown.2024.1080p', 'A Complete Unknown (2024)'],
    ['Season.2004', 'Season (2004)'],
    ['Festival.2005', 'Festival (2005)'],
    ['Cam.2018.1080p.NF.WEB-DL', 'Cam (2018)'],
    ['TS.2010', 'TS (2010)'],
    ['Web.2016', 'Web (2016)'],
    ['Dual.2022', 'Dual (2022)'],
    ['Hybrid.2010', 'Hybrid (2010)'],
    ['Multiplicity.1996', 'Multiplicity (1996)'],
    ['IMAX.Deep.Sea.2006', 'IMAX Deep Sea (2006)'],
    ['Piranha.3D.2010.1080p', 'Piranha 3D (2010)'],
    ['The.Collection.2012', 'The Collection (2012)'],
    ['The.Twilight.Saga.Eclipse.2010', 'The Twilight Saga Eclipse (2010)'],
    ['Trilogy.of.Terror.1975', 'Trilogy of Terror (1975)'],
    ['Interview.with.the.Vampire.1994', 'Interview with the Vampire (1994)'],
    ['Trailer.Park.Boys.The.Movie.2006', 'Trailer Park Boys The Movie (2006)'],
    ['Bonus.Track.2023', 'Bonus Track (2023)'],
    ['[REC].2007.1080p', '[REC] (2007)'],
    ['[Rec]³ Genesis (2012)', '[Rec]³ Genesis (2012)'],
    ['(500).Days.of.Summer.(2009).DTS', '(500) Days of Summer (2009)'],
    ['Mr. Nobody (2009) 1080p', 'Mr. Nobody (2009)'],
    ['To.Live.and.Die.in.L.A.1985.1080p', 'To Live and Die in L.A. (1985)'],
    ['V.H.S.2.2013.LIMITED.720p', 'V.H.S. 2 (2013)'],
  ])('is what stands before its year: %s', (name, title) => expect(film(name)).toBe(title));

  it.each([
    ['2012.2009.1080p', '2012 (2009)'],
    ['1917.2019.1080p', '1917 (2019)'],
    ['1984.1984.1080p', '1984 (1984)'],
    ['2012 (2009)', '2012 (2009)'],
    ['300.2006.1080p', '300 (2006)'],
    ['8.2019.GERMAN.720p', '8 (2019)'],
    ['2046.2004', '2046 (2004)'],
    ['Death.Race.2000.1975.1080p', 'Death Race 2000 (1975)'],
    ['Blade.Runner.2049.2017', 'Blade Runner 2049 (2017)'],
    ['2001.A.Space.Odyssey.1968', '2001 A Space Odyssey (1968)'],
    ['2010.The.Year.We.Make.Contact.1984', '2010 The Year We Make Contact (1984)'],
    ['Klasse.von.1999.1990.German.720p', 'Klasse von 1999 (1990)'],
    ['Movie.2019.1080p.BluRay.Restored.by.2021', 'Movie (2019)'],
  ])('may hold years, the last is its own: %s', (name, title) => expect(film(name)).toBe(title));

  it.each([
    ['Movie.Title.EXTENDED.2018', 'Movie Title (2018)'],
    ['Movie.Title.DIRECTORS.CUT.2018', 'Movie Title (2018)'],
    ['Movie.Title.iNTERNAL.2018', 'Movie Title (2018)'],
    ['Movie.Title.MULTi.2018.1080p', 'Movie Title (2018)'],
    ['Movie Title (Extended) 2018', 'Movie Title (2018)'],
    ['Movie Title {edition-Final Cut} (2018)', 'Movie Title (2018)'],
    ['Movie la Suite TRUEFRENCH BluRay 720p 2016 kjhlj', 'Movie la Suite (2016)'],
  ])('is without what can be nothing but an edition: %s', (name, title) => expect(film(name)).toBe(title));

  it.each([
    'Movie.Title.Extended.2018',
    'Movie.Title.Imax.2018',
    'movie.title.unrated.2018',
    'Kingdom.of.Heaven.Directors.Cut.2005',
    'Blade.Runner.The.Final.Cut.1982',
    'Movie.GERMAN.2018.1080p',
    'Movie.TS.2019',
    'Metropolis.1927.Restored.2010.1080p',
    'Movie.2019.2019.1080p',
    'Movie (2019) (2020)',
    '(1995) Movie Name',
  ])('is in doubt where the words may be an edition, a language, another year: %s', (name) =>
    expect(film(name)).toBeNull(),
  );
});

describe('what is no single film', () => {
  it.each([
    'The.Matrix.Trilogy.1999-2003.1080p',
    'Back.to.the.Future.Trilogy.1985.1080p',
    'Mad.Max.Quadrilogy.1979',
    'Harry.Potter.Complete.Collection.2001-2011.1080p',
    'Harry Potter (2001-2011) 1080p',
    'The.Lord.of.the.Rings.2001.2002.2003.EXTENDED',
    'Toy.Story.1-3.1995.1080p',
    'Rocky I-VI 1976',
    'Kill.Bill.1.and.2.2003',
    'Alien.1979.Movie.Collection.1080p',
    'American.Pie.8.Movies.1999',
  ])('several: %s', (name) => expect(film(name)).toBeNull());

  it.each([
    'Psycho.1960.Trailer.1080p',
    'Psycho (1960) Teaser',
    'Psycho.1960.SAMPLE',
    'Psycho.1960.Extras.1080p',
    'Psycho.1960.Bonus.Features',
    'Psycho.1960.Deleted.Scenes',
    'Psycho.1960.Making.Of',
    'Psycho.1960.OST.FLAC',
    'Das.Boot.1981.CD1.DVDRip',
  ])('what lies beside one, or a half: %s', (name) => expect(film(name)).toBeNull());

  it.each(['Psycho.1960.1080p.BluRay.+.Extras', 'Psycho (1960) with Extras', 'Psycho.1960.Incl.Bonus'])(
    'but the film with its extras is the film: %s',
    (name) => expect(film(name)).toBe('Psycho (1960)'),
  );

  it.each([
    'Show.2nd.Season.2019.1080p',
    'Show.Season.Two.2019.1080p',
    'Show.2010.S01D01.1080p',
    'Show.2019.T02E22.1080p',
    'Show.2012.3.sezon.1080p',
    'Chernobyl.2019.Miniseries.1080p',
    'Show.TV.Series.2010',
    'Show.Box.Set.2010',
  ])('something of a show: %s', (name) => expect(film(name)).toBeNull());
});
