import { readEpisodes } from './episode-marker.js';
import { isExtrasFolder, seasonOfFolder, titleFolder, videoStem } from './file-rules.js';
import { type MovieName, readMovie } from './movie-name.js';
import { type ShowTitle, showTitle } from './title-key.js';

/** What a file holds, as far as its name and its folders tell. */
export type Reading =
  | { kind: 'movie'; key: string; year: number | null }
  | ({ kind: 'episodes'; season: number; episodes: readonly number[] } & ShowTitle);

/** What the folders above a file say; made once for all files of a folder. */
export type FolderReading = {
  extras: boolean;
  /** The name of the folder that bears the title; empty in the root. */
  title: string;
  season: number | null;
  show: ShowTitle | null;
  movie: MovieName | null;
};

/** @param folders the names of the folders from the library root down, without the root's own */
export function readFolders(folders: readonly string[]): FolderReading {
  const own = folders.at(-1) ?? '';
  const season = seasonOfFolder(own);
  const title = titleFolder(folders);
  // A show may be called "Extras": then seasons lie in it.
  const extras = folders.some((folder, i) => isExtrasFolder(folder) && seasonOfFolder(folders[i + 1] ?? '') === null);
  return {
    extras,
    title,
    season,
    show: title === '' ? null : showTitle(withoutTags(title)),
    movie: season === null && own !== '' ? readMovie(own) : null,
  };
}

/**
 * Reads a video file's name together with its folders. Most files give one reading; none when nothing is beyond doubt.
 * @param alone whether it is the only video of its folder
 */
export function readFile(name: string, folder: FolderReading, alone: boolean): Reading[] {
  const stem = folder.extras ? null : videoStem(name, folder.title);
  if (stem === null) return [];
  const marker = readEpisodes(stem, folder.season);
  if (!marker) return folder.season === null ? movieReadings(stem, folder.movie, alone) : [];
  const { season, episodes } = marker;
  return showsOf(showTitle(withoutGroup(marker.title)), season, folder).map((show) => ({
    kind: 'episodes',
    season,
    episodes,
    ...show,
  }));
}

/** A file without a title has its folder's; a season folder's show is believed besides the file's own title. */
function showsOf(own: ShowTitle, season: number, folder: FolderReading): ShowTitle[] {
  const above = folder.season === null || folder.season === season ? folder.show : null;
  if (own.key === '') return above && above.key !== '' ? [above] : [];
  if (!above || above.key === '') return [own];
  if (above.key === own.key) return [{ ...own, year: own.year ?? above.year, country: own.country ?? above.country }];
  return folder.season === season ? [own, above] : [own];
}

function movieReadings(stem: string, folder: MovieName | null, alone: boolean): Reading[] {
  const own = readMovie(stem);
  if (!own) return [];
  const asMovie = ({ keys, year }: MovieName): Reading[] => keys.map((key) => ({ kind: 'movie', key, year }));
  if (own.year !== null || folder === null || folder.year === null) return asMovie(own);
  if (own.keys.some((key) => folder.keys.includes(key))) return asMovie(folder);
  // "Title (1999)/grp-title.mkv": whatever the only video there is called, unless it is a number in a series.
  return alone && !numbered.test(stem) ? asMovie(folder) : [];
}

const numbered = /^\d{1,4}(?!\d)|(?:^|[\s._-])\d{1,4}(?:v\d)?(?:[\s._]*[([].*)?$/u;
const withoutTags = (folder: string): string =>
  folder.replace(/\s*[[{](?:tvdb|tmdb|imdb|tvdbid|tmdbid|imdbid)[-=\s]?\w*[\]}]/giu, '');
/** `[Group] Show - ` → `Show - ` */
const withoutGroup = (title: string): string => title.replace(/^(?:\[[^\]]*\]\s*)+/u, '');
