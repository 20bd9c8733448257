import { type Reading } from './names/parse-media-name.js';
import { showTitle, titleKey, wordsOf } from './names/title-key.js';

/** The folder of a file, shared by all files in it. */
export type Place = { readonly path: string };
/** One reading of one file, kept small: a library has a hundred thousand of them. */
export type Entry = { place: Place; name: string; reading: Reading };

type Movie = Extract<Reading, { kind: 'movie' }>;
type Episodes = Extract<Reading, { kind: 'episodes' }>;

/** What files hold, found by title. Knows names only; whether a file is still there is asked when it matters. */
export class Catalogue {
  private readonly titles = { movie: new Map<string, Entry[]>(), episodes: new Map<string, Entry[]>() };

  add(place: Place, name: string, reading: Reading): Entry {
    const title = this.titles[reading.kind];
    const same = title.get(reading.key);
    const known = same?.[0]?.reading.key;
    // One string for all files of a title.
    const entry = { place, name, reading: known === undefined ? reading : { ...reading, key: known } };
    if (same) same.push(entry);
    else title.set(reading.key, [entry]);
    return entry;
  }

  remove(entry: Entry): void {
    const title = this.titles[entry.reading.kind];
    const same = title.get(entry.reading.key) ?? [];
    const at = same.indexOf(entry);
    const last = same.pop();
    if (at >= 0 && at < same.length && last) same[at] = last;
    if (same.length === 0) title.delete(entry.reading.key);
  }

  /**
   * Files that read as this movie. Years must be equal; where one side names none, a title of at least two words is
   * enough, unless the library holds that title with any other year.
   */
  movies(title: string, year: number | null): Entry[] {
    const entries = this.titles.movie.get(titleKey(title)) ?? [];
    const yearOf = (entry: Entry) => (entry.reading as Movie).year;
    const years = new Set(entries.map(yearOf).filter((known) => known !== null));
    if (year !== null) years.add(year);
    const unmistakable = wordsOf(title) > 1 && years.size < 2;
    return entries.filter((entry) => yearOf(entry) === year || unmistakable);
  }

  /**
   * Files that hold episodes of this season. A country must be named by both or by neither; years must be equal where
   * both name one, and where one side names none the library must not hold shows of that title with several years.
   */
  episodes(title: string, season: number): { entry: Entry; episodes: readonly number[] }[] {
    const asked = showTitle(title);
    const entries = (this.titles.episodes.get(asked.key) ?? []).filter(
      ({ reading }) => (reading as Episodes).country === asked.country,
    );
    const years = new Set(entries.map(({ reading }) => (reading as Episodes).year).filter((year) => year !== null));
    if (asked.year !== null) years.add(asked.year);
    return entries.flatMap((entry) => {
      const reading = entry.reading as Episodes;
      const sameShow = reading.year === asked.year || years.size < 2;
      return sameShow && reading.season === season ? [{ entry, episodes: reading.episodes }] : [];
    });
  }
}
