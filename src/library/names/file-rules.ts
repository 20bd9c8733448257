import { foldersAboveDiscs, isDiscMenu, isDiscStream } from './disc-folders.js';
import { readEpisodes } from './episode-marker.js';
import { filmYear } from './film-year.js';
import { seasonWord } from './marker-words.js';
import { titleKey } from './title-key.js';

const videoExtensions = new Set(
  '3gp asf avi bin divx evo flv img iso m2t m2ts m4v mk3d mkv mov mp4 mpeg mpg mts nrg ogm ogv rmvb ts vob webm wmv wtv'.split(
    ' ',
  ),
);

/** Files that are no folder's content: what systems throw away, keep for themselves, or have not finished unpacking. */
const passedOver = new Set([
  '$recycle.bin', '#recycle', '#snapshot', '@eadir', '@recycle', '@recently-snapshot', '__admin__', 'incomplete', 'lost+found',
  'network trash folder', 'recycle', 'recycle bin', 'recycler', 'system volume information', 'temporary items', 'trash',
]); // prettier-ignore

/** As Plex and Jellyfin name the folders beside a movie or show that hold what is not the movie or show. */
const extrasFolders = new Set([
  'backdrops', 'behind the scenes', 'bonus', 'clips', 'deleted scenes', 'extra', 'extras', 'featurette', 'featurettes', 'interviews', 'other',
  'sample', 'samples', 'scenes', 'shorts', 'special features', 'supplements', 'theme-music', 'trailer', 'trailers',
]); // prettier-ignore
const extrasDisc =
  /^(?:(?:bonus|extras?|special[\s._-]features?|supplement(?:s|al)?)[\s._-]*(?:disc|disk|dvd|cd|bd|blu-?ray)[\s._-]*\d*|(?:disc|disk|dvd|cd|bd|blu-?ray)[\s._-]*\d+[\s._\-([]+(?:bonus|extras?|special[\s._-]features?|supplements?)[)\]]?)$/iu;

const extrasSuffix =
  /(?:-(?:behindthescenes|clip|deleted|deletedscene|extra|featurette|interview|other|scene|short)|[-._ ](?:sample|trailer))\d*$/iu;
/** `sample-grp` is one whatever follows, as scene groups call it. */
const sampleOf = /^(?:sample|trailer)-/iu;
const leading = /^(?:sample|trailer)(?=[._ ])/iu;
const sampleWord = /^(?:sample|trailer)(?:[._ ]|$)|\.sample(?=\.)/giu;
const year = /(?<!\d)(?:18|19|20)\d\d(?![\dpx])/iu;
const unfinished = /\.(?:incomplete|part|partial|temp|tmp)$/iu;
const season = new RegExp(
  `^(?:series|${seasonWord})[\\s._\\-]*(\\d{1,4})(?![\\p{L}\\p{N}]|[\\s._]*[\\-–][\\s._]*\\d)|^s(\\d{1,4})(?:[\\s._\\-]*(?:disc|disk|dvd|d)[\\s._\\-]*\\d{1,2})?$`,
  'iu',
);

/** By its extension, or by the name that discs give it. */
export const isVideo = (name: string): boolean =>
  videoExtensions.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) || isDiscStream(name);

/** The folder that a file has its title from. */
export type TitleFolder = {
  /** Empty when there is none, as directly in a root. */
  name: string;
  /** Whether the file lies in a season's folder within it. */
  ofSeason: boolean;
};

/**
 * The name without its extension when the file is a video that counts; null for sidecars, samples, extras and partial files.
 * @param folder the one that bears the title, as `titleFolder` finds it
 */
export function videoStem(name: string, folder: TitleFolder = { name: '', ofSeason: false }): string | null {
  const dot = name.lastIndexOf('.');
  if (dot < 1 || name.startsWith('.') || !isVideo(name) || isDiscMenu(name)) return null;
  const stem = name.slice(0, dot).trimEnd();
  return extrasSuffix.test(stem) || isSample(stem, folder) || unfinished.test(stem) ? null : stem;
}

/** `sample` or `trailer` when the name begins with that word: as a title does, or as a sample of what is called what follows. */
export const sampleStart = (name: string): string | null => leading.exec(name)?.[0].toLowerCase() ?? null;

/** A season's folder lies in that of its show, a disc in that of its film. @param folders from the outermost to the file's own */
export function titleFolder(folders: readonly string[]): TitleFolder {
  const above = foldersAboveDiscs(folders);
  const own = above.at(-1) ?? '';
  const ofSeason = seasonOfFolder(own) !== null;
  return { name: ofSeason ? (above.at(-2) ?? '') : own, ofSeason };
}

/**
 * A title may hold the word ("Trailer Park Boys - S01E01", "Sample People (2000)"): then an episode or a year comes after it,
 * and the folder with the title begins with it too, where there is one: not a root, nor one that is called "Movies".
 */
function isSample(stem: string, folder: TitleFolder): boolean {
  if (sampleOf.test(stem)) return true;
  const start = sampleStart(stem);
  if (start !== null && !folder.name.toLowerCase().startsWith(start) && bearsTitle(folder, stem.slice(start.length)))
    return true;
  const rests = [...stem.matchAll(sampleWord)].map(({ 0: word, index }) => stem.slice(index + word.length));
  return rests.some((rest) => readEpisodes(rest) === null && !year.test(rest));
}

/** Whether a folder is that of one film or show: it has a season or a year, or is called as the file is. */
function bearsTitle({ name, ofSeason }: TitleFolder, called: string): boolean {
  if (name === '') return false;
  if (ofSeason || filmYear(name) !== null) return true;
  const found = filmYear(called);
  const end =
    readEpisodes(called)?.title.length ?? (found !== null && found !== 'unclear' ? found.start : called.length);
  return titleKey(called.slice(0, end)) === titleKey(name);
}

/** Folders that are not looked into: hidden ones, trash, and what an archive is being unpacked to. */
export const isPassedOver = (folder: string): boolean =>
  folder.startsWith('.') || /^_(?:unpack|failed)_/iu.test(folder) || passedOver.has(folder.toLowerCase());

export const isExtrasFolder = (folder: string): boolean =>
  extrasFolders.has(folder.toLowerCase()) || extrasDisc.test(folder);

/** `Season 01`, `S01`, `Staffel 1` → 1; `Specials` → 0; null for a folder that is none. */
export function seasonOfFolder(folder: string): number | null {
  if (/^specials?$/iu.test(folder)) return 0;
  const match = season.exec(folder);
  return match ? Number(match[1] ?? match[2]) : null;
}
