import { foldersAboveDiscs, isDiscStream } from './disc-folders.js';
import { readEpisodes } from './episode-marker.js';
import { isExtrasFolder, seasonOfFolder, type TitleFolder, titleFolder, videoStem } from './file-rules.js';
import { type MovieName, readMovie, withoutIds } from './movie-name.js';
import { isOfSeason, readSeasons } from './season-marker.js';
import { showName } from './show-name.js';
import { stackPart } from './stack-part.js';
import { type ShowTitle, showTitle } from './title-key.js';

/** What a file holds, as far as its name and its folders tell. */
export type Reading =
  | { kind: 'movie'; key: string; year: number | null }
  | ({ kind: 'episodes'; season: number; episodes: readonly number[] } & ShowTitle);

/** What the folders above a file say; made once for all files of a folder. */
export type FolderReading = {
  extras: boolean;
  title: TitleFolder;
  season: number | null;
  show: ShowTitle | null;
  movie: MovieName | null;
};

/** @param folders the names of the folders from the library root down, without the root's own */
export function parseFolderNames(folders: readonly string[]): FolderReading {
  const above = foldersAboveDiscs(folders);
  const own = above.at(-1) ?? '';
  const season = seasonOfFolder(own);
  const title = titleFolder(folders);
  // A show may be called "Extras": then seasons lie in it.
  const extras = folders.some((folder, i) => isExtrasFolder(folder) && seasonOfFolder(folders[i + 1] ?? '') === null);
  return {
    extras,
    title,
    season,
    show: title.name === '' ? null : showOfFolder(withoutIds(title.name)),
    movie: season === null && own !== '' ? movieOfFolder(own, above.at(-2) ?? '') : null,
  };
}

/** "Heat (1995)/HEAT_DISC1/BDMV": a folder without a year has that of the one above, when both are called the same. */
function movieOfFolder(name: string, above: string): MovieName | null {
  if (isOfSeason(name)) return null;
  const own = readMovie(name);
  if (own === null || own.year !== null || above === '') return own;
  const outer = readMovie(above);
  return outer?.keys.some((key) => own.keys.includes(key)) ? outer : own;
}

/** `Show.S01-S04.1080p` and `Show Complete Series` are folders of "Show". */
const showOfFolder = (name: string): ShowTitle => {
  const before = isOfSeason(name) ? readSeasons(name)?.title : undefined;
  return showTitle(showName(before || name));
};

/**
 * Reads a video file's name together with its folders. Most files give one reading; none when nothing is beyond doubt.
 * @param alone whether it is the only video of its folder
 */
export function parseFileName(name: string, folder: FolderReading, alone: boolean): Reading[] {
  const stem = folder.extras ? null : videoStem(name, folder.title);
  if (stem === null) return [];
  if (isDiscStream(name)) return folder.movie ? asMovie(folder.movie) : [];
  const marker = readEpisodes(stem, folder.season);
  if (!marker) return folder.season === null ? movieReadings(stem, folder.movie, alone) : [];
  const { season, episodes } = marker;
  return showsOf(showTitle(showName(marker.title)), season, folder).map((show) => ({
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
  const ofFolder = folder !== null && folder.year !== null && own.keys.some((key) => folder.keys.includes(key));
  if (isOfSeason(stem) && !ofFolder) return [];
  if (own.year !== null || folder === null || folder.year === null) return asMovie(own);
  if (ofFolder) return asMovie(folder);
  // "Title (1999)/grp-title.mkv": whatever the only film there is called, unless it is a number in a series.
  return alone && !numbered.test(stem.replace(stackPart, '')) ? asMovie(folder) : [];
}

const asMovie = ({ keys, year }: MovieName): Reading[] => keys.map((key) => ({ kind: 'movie', key, year }));
const numbered = /^\d{1,4}(?!\d)|(?:^|[\s._-])\d{1,4}(?:v\d)?(?:[\s._]*[([].*)?$/u;
