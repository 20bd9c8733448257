import { Catalogue } from './catalogue.js';
import { parseFileName, parseFolderNames } from './names/parse-media-name.js';

const catalogueOf = (...paths: string[]): Catalogue => {
  const catalogue = new Catalogue();
  for (const path of paths) {
    const parts = path.split('/');
    for (const reading of parseFileName(parts.at(-1) ?? '', parseFolderNames(parts.slice(0, -1)), true))
      catalogue.add({ path: parts.slice(0, -1).join('/') }, parts.at(-1) ?? '', reading);
  }
  return catalogue;
};

describe('movies by title and year', () => {
  it.each([
    ['The Matrix', 1999, 'The Matrix (1999).mkv', true],
    ['matrix', 1999, 'The Matrix (1999).mkv', true],
    ['The Matrix', 2000, 'The Matrix (1999).mkv', false],
    ['The Matrix Reloaded', 1999, 'The Matrix (1999).mkv', false],
    ['Amelie', 2001, 'Amélie (2001).mkv', true],
    ['Spider-Man', 2002, 'Spiderman.2002.1080p.mkv', true],
    ['Fast and Furious', 2009, 'Fast & Furious (2009).mkv', true],
    ['Real Steel', 2011, 'Real.Steel.2011.mkv', true],
    ['Big Buck Bunny', 2008, 'Big Buck Bunny.mp4', true],
    ['Big Buck Bunny', null, 'Big Buck Bunny (2008).mp4', true],
    ['Dune', 2021, 'Dune.mkv', false],
    ['Dune', null, 'Dune (1984).mkv', false],
    ['Dune', null, 'Dune.mkv', true],
    ['!!!', 1999, '*** (1999).mkv', false],
  ])('%s (%s) and %s: %s', (title, year, file, found) =>
    expect(catalogueOf(file).movies(title, year).length > 0).toBe(found),
  );

  it('leaves a movie without a year alone when the title is known from several years', () => {
    const twice = catalogueOf('King Kong (1933).mkv', 'King Kong (1976).mkv');
    expect(twice.movies('King Kong', null)).toEqual([]);
    const other = catalogueOf('King Kong (1933).mkv', 'King Kong.mkv');
    expect(other.movies('King Kong', 2005)).toEqual([]);
  });
});

describe('episodes by title, season and episode', () => {
  it.each([
    ['Breaking Bad', 'Breaking Bad (2008)/Season 01/S01E01.mkv', true],
    ['Breaking Bad (2008)', 'Breaking.Bad.S01E01.mkv', true],
    ['Doctor Who (1963)', 'Doctor Who (2005) - S01E01.mkv', false],
    ['The Office', 'The Office (US) - S01E01.mkv', false],
    ['The Office (US)', 'The.Office.US.S01E01.mkv', true],
    ['The Office (UK)', 'The.Office.US.S01E01.mkv', false],
    ['The Office US', 'The Office - S01E01.mkv', false],
    ['Castle Rock', 'Castle - S01E01.mkv', false],
    ['This Is Us', 'This.Is.Us.S01E01.mkv', true],
    ['Law and Order', 'Law & Order 1x01.mkv', true],
    ['M*A*S*H', 'MASH.S01E01.mkv', true],
    ['1923', '1923 (2022)/Season 01/1923 - S01E01.mkv', true],
  ])('%s and %s: %s', (title, file, found) => expect(catalogueOf(file).episodes(title, 1).length > 0).toBe(found));

  it('does not guess which of two shows with one title is meant', () => {
    const both = catalogueOf('Doctor Who (1963) - S01E01.mkv', 'Doctor Who (2005) - S01E01.mkv');
    expect(both.episodes('Doctor Who', 1)).toEqual([]);
    expect(both.episodes('Doctor Who (2005)', 1).map(({ entry }) => entry.name)).toEqual([
      'Doctor Who (2005) - S01E01.mkv',
    ]);
  });

  it('forgets what is removed and keeps the rest', () => {
    const catalogue = catalogueOf('Show S01E01.mkv', 'Show S01E02.mkv', 'Show S01E03.mkv');
    const [first] = catalogue.episodes('Show', 1);
    if (first) catalogue.remove(first.entry);
    expect(
      catalogue
        .episodes('Show', 1)
        .map(({ episodes }) => episodes[0])
        .sort(),
    ).toEqual([2, 3]);
  });
});
