import { basename, dirname, extname } from 'node:path';
import { isExtrasFolder, isVideo, sampleStart, titleFolder, videoStem } from './file-rules.js';

/** What comes beside a film or an episode: words about it, pictures, checksums, repair data. Archives are not among them. */
const sidecars = new Set(
  [
    '.ass', '.diz', '.html', '.idx', '.jpeg', '.jpg', '.log', '.m3u', '.md5', '.nfo', '.nzb', '.par2', '.png', '.sfv', '.smi',
    '.srr', '.srs', '.srt', '.ssa', '.sub', '.sup', '.torrent', '.txt', '.url', '.vtt', '.xml',
  ],
); // prettier-ignore

/** What people leave in their client, or delete first: nothing that is watched, and not to be waited for beside it. */
const programs = new Set([
  '.apk',
  '.bat',
  '.cmd',
  '.com',
  '.dmg',
  '.exe',
  '.lnk',
  '.msi',
  '.pif',
  '.ps1',
  '.scr',
  '.sh',
  '.vbs',
]);

/**
 * Those files of one download that are what it was for: without sidecars, samples, extras and partial files.
 * @param paths all of its files
 */
export function contentFiles(paths: readonly string[]): string[] {
  const common = paths.map((path) => dirname(path).split('/')).reduce(commonStart, null) ?? [];
  const candidates = paths.filter((path) => {
    // Only folders of the download itself: it may well lie in one that is called "other".
    const folders = dirname(path).split('/').slice(common.length);
    return !sidecars.has(extname(path).toLowerCase()) && !folders.some(isExtrasFolder);
  });
  // What all names begin with is their title: nobody downloads samples alone.
  const alike = new Set(candidates.map((path) => sampleStart(basename(path)))).size === 1;
  const content = candidates.filter((path) => {
    const name = basename(path);
    return !isVideo(name) || videoStem(name, alike ? undefined : titleFolder(dirname(path).split('/'))) !== null;
  });
  return content.some((path) => isVideo(basename(path)))
    ? content.filter((path) => !programs.has(extname(path).toLowerCase()))
    : content;
}

function commonStart(start: string[] | null, folders: string[]): string[] {
  if (start === null) return folders;
  const end = start.findIndex((folder, i) => folder !== folders[i]);
  return end < 0 ? start : start.slice(0, end);
}
